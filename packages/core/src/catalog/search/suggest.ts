import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import type { SuggestedProduct, suggestInput, suggestOutput } from './contract.ts'
import { HAS_TRIGRAMS } from './correct-query.ts'
import {
  companiesByBeginning,
  labelsByBeginning,
  productsByBeginning,
  productsByWords,
  productsLike,
} from './suggest-queries.ts'
import { type FoldedWord, foldText, foldWords } from './word-queries.ts'
import { begunQuery, canBeBegun } from './words.ts'

/** Companies and labels, at most. */
const OTHERS = 5

/** With fewer products than this, similar names are looked for, too. */
const FEW = 3

interface Typed {
  readonly words: readonly FoldedWord[]
  /** The words with one space between them. */
  readonly folded: string
}

/**
 * What a query that is being typed could become: products with its words in their names, the last of which
 * may be only begun, then, if they are few, those of similar names; companies and labels that begin so.
 */
export async function suggest(
  { db }: Pick<Ctx, 'db'>,
  { query, limit }: z.output<typeof suggestInput>,
): Promise<z.output<typeof suggestOutput>> {
  const words = (await foldWords(db, query)).filter(({ plain }) => plain !== '')
  const folded = words.map(({ word }) => word).join(' ')
  if (!canBeBegun(folded)) {
    return { products: await byBeginning(db, folded || query, limit), companies: [], labels: [] }
  }
  const [products, companies, labels] = await Promise.all([
    byNames(db, { words, folded }, limit),
    companiesByBeginning(db, folded, OTHERS),
    labelsByBeginning(db, begunQuery(words, 'B'), folded, OTHERS),
  ])
  return { products, companies: [...companies], labels: labels.map(({ label }) => label) }
}

/** A letter or two begin too many words to look for them anywhere but at the beginning of names. */
async function byBeginning(db: Ctx['db'], text: string, limit: number) {
  const [row] = await foldText(db, text)
  return [...(await productsByBeginning(db, row?.folded ?? text, limit))]
}

async function byNames(
  db: Ctx['db'],
  { words, folded }: Typed,
  limit: number,
): Promise<SuggestedProduct[]> {
  const last = words.at(-1)?.word ?? ''
  const isShort = !canBeBegun(last)
  const looked = begunQuery(isShort ? words.slice(0, -1) : words, 'A')
  const found = await productsByWords(db, looked, isShort ? last : '', folded, limit)
  if (found.length >= Math.min(FEW, limit) || !HAS_TRIGRAMS.test(folded)) return [...found]
  const known = new Set(found.map(({ id }) => id))
  const similar = await productsLike(db, folded, limit)
  return [...found, ...similar.filter(({ id }) => !known.has(id))].slice(0, limit)
}
