import { type RawBuilder, sql } from 'kysely'
import { IS_RATED, IS_SHOWN } from './condition-queries.ts'
import type { FacetsInput } from './contract.ts'

export type Filters = Omit<FacetsInput, 'query'>

/** What a filter asks of a product. */
export interface Condition {
  /** Of the row known as `p`. Looks at that row and at what belongs to it, however many products there are. */
  readonly test: RawBuilder<unknown>
  /** The ids of all that pass, out of an index, and perhaps of others; null: there is no such index. */
  readonly ids: RawBuilder<unknown> | null
}

/** Those that are asked for. */
export function filterConditions(filters: Filters): readonly Condition[] {
  return [...labelConditions(filters), ...rangeConditions(filters)]
}

export interface LabelFilters extends Pick<Filters, (typeof LABELS)[number] | 'companyIds'> {
  readonly baseId?: number | undefined
}

const LABELS = ['kinds', 'categories', 'genres', 'platforms', 'tags'] as const

export function labelConditions(filters: LabelFilters): readonly Condition[] {
  const { kinds, categories, genres, platforms, tags, companyIds, baseId } = filters
  const conditions: Condition[] = []
  if (kinds) conditions.push(ofRow(sql`p.kind = any(${kinds}::text[])`))
  if (categories) conditions.push(ofRow(sql`p.category = any(${categories}::text[])`))
  if (genres) conditions.push(ofRow(sql`p.genres && ${genres}::text[]`))
  if (platforms) conditions.push(ofRow(sql`p.platforms && ${platforms}::text[]`))
  if (tags) conditions.push(ofRow(sql`p.tags && ${tags}::text[]`))
  if (baseId !== undefined) conditions.push(ofRow(sql`p.base_id = ${baseId}::integer`))
  if (companyIds) conditions.push(isOfCompany(companyIds))
  return conditions
}

/** A condition on columns of an index. */
function ofRow(test: RawBuilder<unknown>): Condition {
  return { test, ids: sql`select p.id from product as p where ${test}` }
}

// Below, a row that belongs to a product is looked up by a subquery that gives a value: of one that says
// `exists` or `in`, PostgreSQL may make a table of all rows first.

function isOfCompany(companyIds: readonly number[]): Condition {
  const isOneOf = sql`c.company_id = any(${companyIds}::integer[])`
  return {
    test: sql`(select true from product_company as c where c.product_id = p.id and ${isOneOf} limit 1)`,
    ids: sql`select c.product_id as id from product_company as c where ${isOneOf}`,
  }
}

function rangeConditions(filters: Filters): readonly Condition[] {
  const { currency, minPrice, maxPrice, onSale, releasedFrom, releasedTo, minScore } = filters
  const conditions: Condition[] = []
  const isPriced = within(sql`bigint`, minPrice, maxPrice)
  if (isPriced) conditions.push(costs(currency, isPriced))
  if (onSale) conditions.push({ test: isOnSale(currency), ids: null })
  const isReleased = within(sql`date`, releasedFrom, releasedTo)
  if (isReleased) {
    const test = isReleased(sql`p.released_on`)
    conditions.push({ test, ids: sql`select p.id from product as p where ${IS_SHOWN} and ${test}` })
  }
  if (minScore !== undefined) conditions.push(isScored(minScore))
  return conditions
}

/** A condition on a value of this type; null: neither end is given. */
function within(type: RawBuilder<unknown>, from?: string | number, to?: string | number) {
  if (from === undefined && to === undefined) return null
  return (value: RawBuilder<unknown>) => {
    const least = from === undefined ? [] : [sql`${value} >= ${from}::${type}`]
    const most = to === undefined ? [] : [sql`${value} <= ${to}::${type}`]
    return sql.join([...least, ...most], sql` and `)
  }
}

function costs(
  currency: string,
  isWithin: (amount: RawBuilder<unknown>) => RawBuilder<unknown>,
): Condition {
  const own = sql`select p.id from product as p
    where ${IS_SHOWN} and p.currency = ${currency} and p.price is not null and ${isWithin(OWN_AMOUNT)}`
  const other = sql`select r.product_id as id from price as r
    where r.currency = ${currency} and ${isWithin(OTHER_AMOUNT)}`
  return { test: isWithin(amountNow(currency)), ids: sql`${own} union all ${other}` }
}

function isScored(minScore: number): Condition {
  const isEnough = sql`s.score >= ${minScore}::real`
  return {
    test: sql`(select ${isEnough} from product_summary as s where s.product_id = p.id and ${IS_RATED})`,
    ids: sql`select s.product_id as id from product_summary as s where ${IS_RATED} and ${isEnough}`,
  }
}

/** What a product costs in its own currency, and in one that it has a row of `price` for. */
export const OWN_AMOUNT = sql`coalesce(p.sale_price, p.price)`
export const OTHER_AMOUNT = sql`coalesce(r.sale_amount, r.amount)`

/** What a product costs now; null: not for sale in that currency. */
const amountNow = (currency: string) => sql`case when p.currency = ${currency}
  then ${OWN_AMOUNT}
  else (select ${OTHER_AMOUNT} from price as r
    where r.product_id = p.id and r.currency = ${currency}) end`

const isOnSale = (currency: string) => sql`case when p.currency = ${currency}
  then p.sale_price < p.price
  else (select r.sale_amount < r.amount from price as r
    where r.product_id = p.id and r.currency = ${currency}) end`
