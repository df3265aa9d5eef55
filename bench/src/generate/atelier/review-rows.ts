import { allocate, weights } from './allocate.ts'
import { childrenOf } from './catalogue-rows.ts'
import { lastId, nothing, picture, type RowMaker, type Site, someDate, yesOrNo } from './site.ts'

const RATING_WEIGHTS = [8, 7, 13, 27, 45]
const FITTING = ['Fit', 'Length', 'Comfort', 'Quality'].map((name) => `"${name}"`)
const SIZED = ['Size', 'Width', 'Comfort', 'Quality'].map((name) => `"${name}"`)
const PLAIN = ['"Quality"']

/** How many people look at a product decides what is written about it. */
const popularityOf = ({ seed }: Site) => `${seed}/popularity`

export const reviewRows: RowMaker = function* (site, { count, prng }) {
  const { product: loaded } = site.loaded
  const { texts } = site
  site.productOf = new Uint32Array(count + 1)
  const parents = {
    parents: lastId(site, 'product'),
    seed: popularityOf(site),
    skew: 'skewed',
  } as const
  let id = 0
  for (const product of allocate(count, parents)) {
    id += 1
    site.productOf[id] = product
    const rating = 1 + prng.weighted(RATING_WEIGHTS)
    const cells = [
      ...['', String(product), String(rating), someDate(prng)],
      ...[prng.chance(0.02) ? nothing(prng) : prng.pick(texts.summaries), prng.pick(texts.bodies)],
      ...[yesOrNo(prng, rating > 2), yesOrNo(prng, prng.chance(0.01))],
      ...[`"${prng.pick(texts.people)}"`, `"${prng.pick(texts.emails)}"`],
      prng.chance(0.85) ? nothing(prng) : prng.pick(texts.responses),
      String(prng.int(40)),
    ]
    yield { cells, orphan: loaded[product] !== 1 }
  }
}

export const reviewPhotoRows: RowMaker = function* (site, { count, prng }) {
  const { reviews: loaded } = site.loaded
  for (const review of childrenOf('reviews', site, {
    count,
    of: 'review photos',
    skew: 'skewed',
  })) {
    const cells = ['', String(review), `"${picture(site, prng, 975)}"`]
    yield { cells, orphan: loaded[review] !== 1 }
  }
}

/** One or four of each product, four of those that are reviewed most, and exactly `count` in all. */
export const characteristicRows: RowMaker = function* (site, { count, prng }) {
  const { product: loaded } = site.loaded
  const products = lastId(site, 'product')
  const first = new Uint32Array(products + 2)
  site.firstCharacteristic = first
  const popularity = weights(popularityOf(site), 'skewed')
  let left = count
  for (let product = 1; product <= products; product += 1) {
    first[product] = count - left + 1
    const size = sizeOfSet(left, {
      products: products - product + 1,
      weight: popularity.next().value,
    })
    const names = size === 1 ? PLAIN : prng.chance(0.5) ? FITTING : SIZED
    for (const name of names.slice(0, size)) {
      yield { cells: ['', String(product), name], orphan: loaded[product] !== 1 }
    }
    left -= size
  }
  first[products + 1] = count + 1
}

function sizeOfSet(
  left: number,
  { products, weight }: { readonly products: number; readonly weight: number },
): number {
  const share = (left / products - 1) / 3
  const wants = weight >= -Math.log(share) ? 4 : 1
  if (products === 1 || left < products) return Math.min(4, left)
  if (left < products + 3) return 1
  return left > 4 * products - 3 ? 4 : wants
}

/** For every review a value of each characteristic of its product, some left out so that it is `count`. */
export const characteristicReviewRows: RowMaker = function* (site, { count, prng }) {
  const { characteristics, reviews } = site.loaded
  const { productOf, firstCharacteristic } = site
  const sizeOf = (product: number) =>
    (firstCharacteristic[product + 1] ?? 0) - (firstCharacteristic[product] ?? 0)
  let available = 0
  for (let review = 1; review < productOf.length; review += 1) {
    available += sizeOf(productOf[review] ?? 0)
  }
  let left = count
  for (let review = 1; review < productOf.length; review += 1) {
    const product = productOf[review] ?? 0
    const first = firstCharacteristic[product] ?? 0
    for (let index = 0; index < sizeOf(product); index += 1) {
      const isTaken = prng.float() * available < left
      available -= 1
      if (!isTaken) continue
      left -= 1
      const characteristic = first + index
      const cells = ['', String(characteristic), String(review), String(prng.between(1, 5))]
      yield { cells, orphan: characteristics[characteristic] !== 1 || reviews[review] !== 1 }
    }
  }
}
