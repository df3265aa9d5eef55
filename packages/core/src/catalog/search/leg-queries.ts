import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { IS_RATED, isLabelled, isNamed, type SearchText } from './condition-queries.ts'
import type { Sort } from './contract.ts'
import type { SearchWords } from './words.ts'

/**
 * A stretch of a sorted list: products that have a key to be sorted by, or those after them that have none
 * and stand by id. Each is read from an index in its order, or is one sort of what the filters leave:
 * whichever PostgreSQL takes to be less.
 */
export interface Leg {
  /** Where products come from, the row of `product` named `p`; usually one way. */
  readonly branches: readonly Branch[]
  /** Null: by id alone. */
  readonly order: KeyOrder | null
  /** Its conditions say of the text all that needs to be said. */
  readonly isOfText?: true
}

export interface Branch {
  readonly from: RawBuilder<unknown>
  readonly key: RawBuilder<unknown>
  readonly conditions: readonly RawBuilder<unknown>[]
}

export interface KeyOrder {
  readonly direction: 'asc' | 'desc'
  /** Of equal keys, which id is first. */
  readonly tie: 'asc' | 'desc'
  /** The column `hit.key` as a cursor holds it, to the last digit. */
  readonly written: RawBuilder<unknown>
  /** A key out of a cursor, as a value of the column's type. */
  readonly read: (key: Key) => RawBuilder<unknown>
  /** What such a key can be: a forged one must not reach PostgreSQL. */
  readonly schema: z.ZodType<Key>
}

export type Key = string | number

const PRODUCT = sql`product as p`
const NO_KEY = sql`null`
const WRITTEN = sql`hit.key`

/** The stretches of a list, in their order; three at most. */
export function legsOf(
  sort: Sort,
  { text, currency }: { readonly text: SearchText; readonly currency: string },
): readonly Leg[] {
  switch (sort) {
    case 'name':
      return [NAME]
    case 'newest':
      return [NEWEST]
    case 'released':
      return [RELEASED, byId([sql`p.released_on is null`])]
    case 'priceAsc':
      return [priced(currency, 'asc'), unpriced(currency)]
    case 'priceDesc':
      return [priced(currency, 'desc'), unpriced(currency)]
    case 'score':
      return [RATED, UNRATED]
    case 'relevance':
      if (text.kind === 'words') return byRelevance(text.words)
      return text.kind === 'all' ? [RATED, UNRATED] : [NAME]
  }
}

const integers = (direction: 'asc' | 'desc'): KeyOrder => ({
  direction,
  tie: 'asc',
  written: WRITTEN,
  read: (key) => sql`${key}::bigint`,
  schema: z.int(),
})

const NAME: Leg = {
  branches: [{ from: PRODUCT, key: sql`p.folded_name`, conditions: [] }],
  order: {
    direction: 'asc',
    tie: 'asc',
    written: WRITTEN,
    read: (key) => sql`${key}::text collate "C"`,
    schema: z.string().refine((name) => name.isWellFormed() && !name.includes('\0')),
  },
}

const NEWEST: Leg = {
  branches: [{ from: PRODUCT, key: sql`p.created_at`, conditions: [] }],
  order: {
    direction: 'desc',
    tie: 'desc',
    // To the microsecond, as the column is.
    written: sql`to_char(hit.key at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    read: (key) => sql`${key}::timestamptz`,
    schema: z.iso.datetime({ precision: 6 }).refine((moment) => moment >= '0001'),
  },
}

const RELEASED: Leg = {
  branches: [
    { from: PRODUCT, key: sql`p.released_on`, conditions: [sql`p.released_on is not null`] },
  ],
  order: {
    direction: 'desc',
    tie: 'asc',
    written: WRITTEN,
    read: (key) => sql`${key}::date`,
    schema: z.iso.date().refine((day) => day >= '0001'),
  },
}

const RATED: Leg = {
  branches: [
    {
      from: sql`product_summary as s join product as p on p.id = s.product_id`,
      key: sql`s.score`,
      conditions: [IS_RATED],
    },
  ],
  order: {
    direction: 'desc',
    tie: 'asc',
    written: WRITTEN,
    read: (key) => sql`${key}::real`,
    schema: z.number().min(0).max(10),
  },
}

const UNRATED = byId([
  sql`not exists (select from product_summary as s where s.product_id = p.id and ${IS_RATED})`,
])

function byId(conditions: readonly RawBuilder<unknown>[]): Leg {
  return { branches: [{ from: PRODUCT, key: NO_KEY, conditions }], order: null }
}

/** What is for sale in this currency: as the product's own one, or beside it. */
function priced(currency: string, direction: 'asc' | 'desc'): Leg {
  return {
    branches: [
      {
        from: PRODUCT,
        key: sql`coalesce(p.sale_price, p.price)`,
        conditions: [sql`p.currency = ${currency}`, sql`p.price is not null`],
      },
      {
        from: sql`price as r join product as p on p.id = r.product_id`,
        key: sql`coalesce(r.sale_amount, r.amount)`,
        conditions: [sql`r.currency = ${currency}`, sql`p.currency <> ${currency}`],
      },
    ],
    order: integers(direction),
  }
}

const unpriced = (currency: string) =>
  byId([
    sql`case when p.currency = ${currency} then p.price is null else not exists (
      select from price as r where r.product_id = p.id and r.currency = ${currency}
    ) end`,
  ])

/**
 * First those whose names hold all words, the best first. What remains of several words is ranked, too: a
 * name may have one of them and its labels the others. What remains of a single word has it all alike, so
 * labels come before descriptions and otherwise ids decide: of a word that half the products are labelled
 * with, a page is read from the index of ids.
 */
function byRelevance(words: SearchWords): readonly Leg[] {
  const unnamed = sql`not ${isNamed(words)}`
  const named: Leg = {
    branches: [{ from: PRODUCT, key: rankOf(words), conditions: [isNamed(words)] }],
    order: integers('desc'),
    isOfText: true,
  }
  if (words.required.length > 1) {
    const key = textRank(words)
    return [
      named,
      { branches: [{ from: PRODUCT, key, conditions: [unnamed] }], order: integers('desc') },
    ]
  }
  return [
    named,
    { ...byId([isLabelled(words), unnamed]), isOfText: true },
    byId([sql`not ${isLabelled(words)}`]),
  ]
}

/**
 * How well a product fits, in thousandths: that the name is the query, begins with it or holds it, then where
 * the words stand (see product_search_vector), then how much of the name they are; of equal ones games come
 * first. All of it is the row's and the query's own, so a product keeps its place while others come and go.
 */
const rankOf = (words: SearchWords) => sql`(
  1000 * case
    when p.folded_name = ${words.folded} then 12
    when p.folded_name ^@ ${`${words.folded} `} then 8
    when strpos(p.folded_name || ' ', ${` ${words.folded} `}) > 0 then 6
    when p.folded_name ^@ ${words.folded} then 5
    when strpos(p.folded_name, ${` ${words.folded}`}) > 0 then 3
    else 0 end
  + 2 * ${textRank(words)}
  + 1000 * least(length(${words.folded}::text)::real / greatest(length(p.folded_name), 1), 1)
  + case p.kind when 'game' then 200 when 'dlc' then 0 else 100 end
)::integer`

const textRank = ({ rank }: SearchWords) =>
  sql`(1000 * ts_rank(p.search, ${rank}::tsquery))::integer`
