import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { beginsWith, IS_RATED, isLabelled, isNamed, type SearchText } from './condition-queries.ts'
import type { Sort } from './contract.ts'
import type { SearchWords } from './words.ts'

/** A stretch of a sorted list, in one order. */
export interface Leg {
  /** Where products come from, the row of `product` named `p`; usually one way. */
  readonly branches: readonly Branch[]
  /** Null: by id alone. */
  readonly order: KeyOrder | null
  /** Conditions instead of those that the text makes. */
  readonly text?: readonly RawBuilder<unknown>[]
  /**
   * How products get into their order. `index`: it is that of an index, or the filters leave few. `few`: by
   * ranking all that fit; if they are too many the leg is none. `any`: by sorting few or reading an index.
   */
  readonly sorts: 'index' | 'few' | 'any'
  /** The leg that follows; null: none. */
  readonly next: number | null
  /** The leg instead of this one, where too many fit to be ranked. */
  readonly instead?: number
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

interface Sorted {
  readonly text: SearchText
  readonly currency: string
}

/** The stretches of a list. It begins with the first one and goes on as each says. */
export function legsOf(sort: Sort, list: Sorted): readonly Leg[] {
  const { text } = list
  if (sort === 'relevance' && text.kind === 'words') return byRelevance(text.words)
  const orders = ordersOf(sort, list)
  return orders.map((order, place) => ({
    ...order,
    sorts: text.kind === 'all' ? 'index' : 'any',
    next: place + 1 < orders.length ? place + 1 : null,
  }))
}

type Order = Pick<Leg, 'branches' | 'order'>

/** First what has a key of that kind, then what has none. */
function ordersOf(sort: Sort, { text, currency }: Sorted): readonly Order[] {
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

const NAME: Order = {
  branches: [{ from: PRODUCT, key: sql`p.folded_name`, conditions: [] }],
  order: {
    direction: 'asc',
    tie: 'asc',
    written: WRITTEN,
    read: (key) => sql`${key}::text collate "C"`,
    schema: z.string().refine((name) => name.isWellFormed() && !name.includes('\0')),
  },
}

const NEWEST: Order = {
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

const RELEASED: Order = {
  branches: [
    { from: PRODUCT, key: sql`p.released_on`, conditions: [sql`p.released_on is not null`] },
  ],
  order: {
    direction: 'desc',
    tie: 'asc',
    written: sql`hit.key::text`,
    read: (key) => sql`${key}::date`,
    schema: z.iso.date().refine((day) => day >= '0001'),
  },
}

const RATED: Order = {
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

function byId(conditions: readonly RawBuilder<unknown>[]): Order {
  return { branches: [{ from: PRODUCT, key: NO_KEY, conditions }], order: null }
}

/** What is for sale in this currency: as the product's own one, or beside it. */
function priced(currency: string, direction: 'asc' | 'desc'): Order {
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
 * First those whose names hold all words, then what has them elsewhere, each the best first. Where they are
 * too many to be ranked they stand as indexes have them: of names, those that begin with the query by the
 * alphabet, then the others by id; of the rest, labels before descriptions.
 */
function byRelevance(words: SearchWords): readonly Leg[] {
  const [named, labelled] = [isNamed(words), isLabelled(words)]
  const begins = beginsWith(sql`p.folded_name`, words.folded)
  const rank = (key: RawBuilder<unknown>, conditions: readonly RawBuilder<unknown>[]) =>
    ({
      branches: [{ from: PRODUCT, key, conditions }],
      order: integers('desc'),
      sorts: 'few',
    }) as const
  return [
    { ...rank(rankOf(words), []), text: [named], next: 1, instead: 2 },
    { ...rank(textRank(words), [sql`not ${named}`]), next: null, instead: 4 },
    { ...NAME, text: [named, begins], sorts: 'index', next: 3 },
    { ...byId([]), text: [named, sql`not (${begins})`], sorts: 'index', next: 4 },
    { ...byId([]), text: [labelled, sql`not ${named}`], sorts: 'any', next: 5 },
    { ...byId([sql`not ${labelled}`]), sorts: 'any', next: null },
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
