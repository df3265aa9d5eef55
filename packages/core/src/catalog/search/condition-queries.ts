import { type RawBuilder, sql } from 'kysely'
import type { SearchWords } from './words.ts'

/** What products are looked for by: the words of the query, or the beginning of a name that has none. */
export type SearchText =
  | { readonly kind: 'all' }
  | { readonly kind: 'words'; readonly words: SearchWords }
  | { readonly kind: 'signs'; readonly folded: string }

/** Conditions on the row of `product` that a statement knows as `p`. */
export const IS_SHOWN = sql`p.status = 'active'`

/**
 * Every word is in a name, a label, the tagline or the description, wherever the others are: a condition per
 * word, each answered by two indexes.
 */
export function textConditions(text: SearchText): readonly RawBuilder<unknown>[] {
  if (text.kind === 'all') return []
  if (text.kind === 'signs') return [beginsWith(sql`p.folded_name`, text.folded)]
  return text.words.required.map(({ search, body }) =>
    body === null
      ? sql`p.search @@ ${search}::tsquery`
      : sql`(p.search @@ ${search}::tsquery or p.body_search @@ ${body}::tsquery)`,
  )
}

/** More words make statements of their own that are not sent often enough to be prepared. */
const HOT_WORDS = 3

/** In front of a statement that is not prepared. */
export const UNMARKED = sql``

/** Goes in front of a statement that is hot if it has no more than this text: its text is the same each time. */
export function hotMark(mark: RawBuilder<unknown>, text: SearchText): RawBuilder<unknown> {
  const isHot =
    text.kind !== 'words' ||
    (text.words.required.length <= HOT_WORDS &&
      text.words.required.every(({ body }) => body !== null))
  return isHot ? mark : UNMARKED
}

/** All words are in the name. Has an index of its own: what many labels hold, few names do. */
export const isNamed = ({ title }: SearchWords) =>
  sql`ts_filter(p.search, '{a}') @@ ${title}::tsquery`

/** All words are in the name, the labels or the tagline. */
export const isLabelled = ({ title }: SearchWords) => sql`p.search @@ ${title}::tsquery`

/** Of the row of `product_summary` known as `s`: without ratings a score says nothing. Index product_summary_score. */
export const IS_RATED = sql`s.rating_1 + s.rating_2 + s.rating_3 + s.rating_4 + s.rating_5 > 0`

/**
 * A column in the order of code points begins with a text: as a range, because of a prefix in a parameter
 * PostgreSQL makes none.
 */
export const beginsWith = (column: RawBuilder<unknown>, text: unknown) =>
  sql`${column} >= ${text}::text and ${column} < ${text}::text || ${LAST_CHARACTER}`

const LAST_CHARACTER = sql`U&'\\+10FFFF'`
