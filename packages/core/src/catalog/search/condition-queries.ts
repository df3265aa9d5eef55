import { type RawBuilder, sql } from 'kysely'
import type { FacetsInput } from './contract.ts'
import type { SearchWords } from './words.ts'

/** What products are looked for by: the words of the query, or the beginning of a name that has none. */
export type SearchText =
  | { readonly kind: 'all' }
  | { readonly kind: 'words'; readonly words: SearchWords }
  | { readonly kind: 'signs'; readonly folded: string }

export type Filters = Omit<FacetsInput, 'query'>

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

/** All words are in the name. Has an index of its own: what many labels hold, few names do. */
export const isNamed = ({ title }: SearchWords) =>
  sql`ts_filter(p.search, '{a}') @@ ${title}::tsquery`

/** All words are in the name, the labels or the tagline. */
export const isLabelled = ({ title }: SearchWords) => sql`p.search @@ ${title}::tsquery`

/** Those that are asked for; without any, a statement has one text for all queries. */
export function filterConditions(filters: Filters): readonly RawBuilder<unknown>[] {
  return [...labelConditions(filters), ...rangeConditions(filters)]
}

function labelConditions(filters: Filters): readonly RawBuilder<unknown>[] {
  const { kinds, categories, genres, platforms, tags, companyIds } = filters
  const conditions: RawBuilder<unknown>[] = []
  if (kinds) conditions.push(sql`p.kind = any(${kinds}::text[])`)
  if (categories) conditions.push(sql`p.category = any(${categories}::text[])`)
  if (genres) conditions.push(sql`p.genres && ${genres}::text[]`)
  if (platforms) conditions.push(sql`p.platforms && ${platforms}::text[]`)
  if (tags) conditions.push(sql`p.tags && ${tags}::text[]`)
  if (companyIds) {
    conditions.push(sql`p.id in (
      select product_id from product_company where company_id = any(${companyIds}::integer[])
    )`)
  }
  return conditions
}

function rangeConditions(filters: Filters): readonly RawBuilder<unknown>[] {
  const { currency, minPrice, maxPrice, onSale, releasedFrom, releasedTo, minScore } = filters
  const conditions: RawBuilder<unknown>[] = []
  if (minPrice !== undefined) conditions.push(sql`${amountNow(currency)} >= ${minPrice}::bigint`)
  if (maxPrice !== undefined) conditions.push(sql`${amountNow(currency)} <= ${maxPrice}::bigint`)
  if (onSale) conditions.push(isOnSale(currency))
  if (releasedFrom !== undefined) conditions.push(sql`p.released_on >= ${releasedFrom}::date`)
  if (releasedTo !== undefined) conditions.push(sql`p.released_on <= ${releasedTo}::date`)
  if (minScore !== undefined) {
    conditions.push(sql`p.id in (
      select product_id from product_summary as s where ${IS_RATED} and s.score >= ${minScore}::real
    )`)
  }
  return conditions
}

/** Of the row of `product_summary` known as `s`: without ratings a score says nothing. Index product_summary_score. */
export const IS_RATED = sql`s.rating_1 + s.rating_2 + s.rating_3 + s.rating_4 + s.rating_5 > 0`

/** What a product costs now; null: not for sale in that currency. */
const amountNow = (currency: string) => sql`case when p.currency = ${currency}
  then coalesce(p.sale_price, p.price)
  else (select coalesce(r.sale_amount, r.amount) from price as r
    where r.product_id = p.id and r.currency = ${currency}) end`

const isOnSale = (currency: string) => sql`case when p.currency = ${currency}
  then p.sale_price < p.price
  else (select r.sale_amount < r.amount from price as r
    where r.product_id = p.id and r.currency = ${currency}) end`

/**
 * A column in the order of code points begins with a text: as a range, because of a prefix in a parameter
 * PostgreSQL makes none.
 */
export const beginsWith = (column: RawBuilder<unknown>, text: unknown) =>
  sql`${column} >= ${text}::text and ${column} < ${text}::text || ${LAST_CHARACTER}`

const LAST_CHARACTER = sql`U&'\\+10FFFF'`
