import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { ProductCard } from '../contract.ts'
import { productCard } from '../json-queries.ts'
import {
  type Filters,
  filterConditions,
  IS_SHOWN,
  type SearchText,
  textConditions,
} from './condition-queries.ts'
import type { Key, KeyOrder, Leg } from './leg-queries.ts'

/** What is listed. */
export interface Listing {
  readonly text: SearchText
  readonly filters: Filters
}

export interface Hit {
  readonly id: number
  /** Null where products stand by id. */
  readonly key: Key | null
  readonly card: ProductCard
}

export type HitPosition = Pick<Hit, 'id' | 'key'>

/** The next products of a leg, behind `after`; cards are made of no others. */
export async function readLeg(
  db: Kysely<Database>,
  { text, filters }: Listing,
  leg: Leg,
  page: { readonly limit: number; readonly after: HitPosition | null },
): Promise<readonly Hit[]> {
  const filtered = filterConditions(filters)
  const conditions = [IS_SHOWN, ...filtered, ...(leg.isOfText ? [] : textConditions(text))]
  const branches = leg.branches.map(
    (branch) => sql`select p.id, ${branch.key} as key from ${branch.from}
      where ${sql.join([...conditions, ...branch.conditions], sql` and `)}`,
  )
  const order = orderOf(leg.order)
  const { rows } = await sql<Hit>`${filtered.length === 0 ? PREPARED : sql``}
    select hit.id, ${leg.order?.written ?? sql`null`} as key, ${productCard('p')} as card
    from (
      select hit.id, hit.key from (${sql.join(branches, sql` union all `)}) as hit
      where ${page.after === null ? sql`true` : isBehind(leg.order, page.after)}
      order by ${order} limit ${page.limit}
    ) as hit join product as p on p.id = hit.id
    order by ${order}
  `.execute(db)
  return rows
}

/** Without filters there are some dozens of texts: planning them anew takes longer than most searches. */
const PREPARED = sql`/* prepared: catalog_hits */`

const WAYS = { asc: sql`asc`, desc: sql`desc` }

function orderOf(order: KeyOrder | null): RawBuilder<unknown> {
  return order === null
    ? sql`hit.id`
    : sql`hit.key ${WAYS[order.direction]}, hit.id ${WAYS[order.tie]}`
}

function isBehind(order: KeyOrder | null, { key, id }: HitPosition): RawBuilder<unknown> {
  if (order === null || key === null) return sql`hit.id > ${id}::integer`
  const last = order.read(key)
  if (order.direction === 'asc') return sql`(hit.key, hit.id) > (${last}, ${id}::integer)`
  if (order.tie === 'desc') return sql`(hit.key, hit.id) < (${last}, ${id}::integer)`
  return sql`hit.key <= ${last} and (hit.key < ${last} or hit.id > ${id}::integer)`
}

/** Whether any product fits the text, whatever the filters. */
export async function fitsAny(db: Kysely<Database>, text: SearchText): Promise<boolean> {
  const { rows } = await sql<{ fits: boolean }>`
    select exists (
      select from product as p where ${sql.join([IS_SHOWN, ...textConditions(text)], sql` and `)}
    ) as fits
  `.execute(db)
  return rows[0]?.fits ?? false
}
