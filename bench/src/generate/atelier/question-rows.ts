import { childrenOf } from './catalogue-rows.ts'
import { picture, type RowMaker, someDate, yesOrNo } from './site.ts'

export const questionRows: RowMaker = function* (site, { count, prng }) {
  const { product: loaded } = site.loaded
  const { texts } = site
  for (const product of childrenOf('product', site, { count, of: 'questions', skew: 'skewed' })) {
    const cells = [
      ...['', String(product), prng.pick(texts.questions), someDate(prng)],
      ...[prng.pick(texts.people), prng.pick(texts.emails)],
      ...[yesOrNo(prng, prng.chance(0.03)), String(prng.int(20))],
    ]
    yield { cells, orphan: loaded[product] !== 1 }
  }
}

export const answerRows: RowMaker = function* (site, { count, prng }) {
  const { questions: loaded } = site.loaded
  const { texts } = site
  for (const question of childrenOf('questions', site, { count, of: 'answers', skew: 'skewed' })) {
    const cells = [
      ...['', String(question), prng.pick(texts.answers), someDate(prng)],
      // Sellers are known by their name alone.
      ...[prng.chance(0.05) ? 'Seller' : prng.pick(texts.people), prng.pick(texts.emails)],
      ...[yesOrNo(prng, prng.chance(0.03)), String(prng.int(20))],
    ]
    yield { cells, orphan: loaded[question] !== 1 }
  }
}

export const answerPhotoRows: RowMaker = function* (site, { count, prng }) {
  const { answers: loaded } = site.loaded
  for (const answer of childrenOf('answers', site, {
    count,
    of: 'answer photos',
    skew: 'skewed',
  })) {
    yield { cells: ['', String(answer), picture(site, prng, 1_650)], orphan: loaded[answer] !== 1 }
  }
}
