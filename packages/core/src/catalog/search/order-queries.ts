import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { IS_RATED, IS_SHOWN } from './condition-queries.ts'
import { OTHER_AMOUNT, OWN_AMOUNT } from './filter-queries.ts'

/** Products in one order. */
export interface Order {
  /** Where they come from, the row of `product` named `p`; usually one way. */
  readonly branches: readonly Branch[]
  /** Null: by id alone. */
  readonly order: KeyOrder | null
}

export interface Branch {
  readonly from: RawBuilder<unknown>
  /** That of the product, as the index has it. */
  readonly id: RawBuilder<unknown>
  readonly key: RawBuilder<unknown>
  /** What an index of that order holds or begins with: rows for which it is not so are not come across. */
  readonly where: readonly RawBuilder<unknown>[]
  /** What is tried on each row. */
  readonly tests: readonly RawBuilder<unknown>[]
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

export const PRODUCT = sql`product as p`
export const ID = sql`p.id`
const NO_KEY = sql`null`
const WRITTEN = sql`hit.key`

export const integers = (direction: 'asc' | 'desc'): KeyOrder => ({
  direction,
  tie: 'asc',
  written: WRITTEN,
  read: (key) => sql`${key}::bigint`,
  schema: z.int(),
})

export const nameWhere = (...where: readonly RawBuilder<unknown>[]): Order => ({
  branches: [
    { from: PRODUCT, id: ID, key: sql`p.folded_name`, where: [IS_SHOWN, ...where], tests: [] },
  ],
  order: {
    direction: 'asc',
    tie: 'asc',
    written: WRITTEN,
    read: (key) => sql`${key}::text collate "C"`,
    schema: z.string().refine((name) => name.isWellFormed() && !name.includes('\0')),
  },
})
export const NAME = nameWhere()

export const NEWEST: Order = {
  branches: [{ from: PRODUCT, id: ID, key: sql`p.created_at`, where: [], tests: [IS_SHOWN] }],
  order: {
    direction: 'desc',
    tie: 'desc',
    // To the microsecond, as the column is.
    written: sql`to_char(hit.key at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    read: (key) => sql`${key}::timestamptz`,
    schema: z.iso.datetime({ precision: 6 }).refine((moment) => moment >= '0001'),
  },
}

export const RELEASED: Order = {
  branches: [
    {
      from: PRODUCT,
      id: ID,
      key: sql`p.released_on`,
      where: [IS_SHOWN, sql`p.released_on is not null`],
      tests: [],
    },
  ],
  order: {
    direction: 'desc',
    tie: 'asc',
    written: sql`hit.key::text`,
    read: (key) => sql`${key}::date`,
    schema: z.iso.date().refine((day) => day >= '0001'),
  },
}

export const RATED: Order = {
  branches: [
    {
      from: sql`product_summary as s join product as p on p.id = s.product_id`,
      id: sql`s.product_id`,
      key: sql`s.score`,
      where: [IS_RATED],
      tests: [IS_SHOWN],
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

export const UNRELEASED = byId([sql`p.released_on is null`])

// Not `not exists`: PostgreSQL may make a table of all that are rated first.
export const UNRATED = byId([
  sql`(select true from product_summary as s where s.product_id = p.id and ${IS_RATED}) is null`,
])

export function byId(tests: readonly RawBuilder<unknown>[]): Order {
  return {
    branches: [{ from: PRODUCT, id: ID, key: NO_KEY, where: [IS_SHOWN], tests }],
    order: null,
  }
}

/** What is for sale in this currency: as the product's own one, or beside it. */
export function priced(currency: string, direction: 'asc' | 'desc'): Order {
  return {
    branches: [
      {
        from: PRODUCT,
        id: ID,
        key: OWN_AMOUNT,
        where: [IS_SHOWN, sql`p.currency = ${currency}`, sql`p.price is not null`],
        tests: [],
      },
      {
        from: sql`price as r join product as p on p.id = r.product_id`,
        id: sql`r.product_id`,
        key: OTHER_AMOUNT,
        where: [sql`r.currency = ${currency}`],
        tests: [IS_SHOWN, sql`p.currency <> ${currency}`],
      },
    ],
    // Equal ones as the index has them, read forwards or backwards: there may be many of one price.
    order: { ...integers(direction), tie: direction },
  }
}

export const unpriced = (currency: string) =>
  byId([
    sql`case when p.currency = ${currency} then p.price is null else (
      select true from price as r where r.product_id = p.id and r.currency = ${currency}
    ) is null end`,
  ])
