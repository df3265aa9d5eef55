import { type RawBuilder, sql } from 'kysely'
import type { ProductCard } from '../contract.ts'
import type { Key, KeyOrder, Order } from './order-queries.ts'

export interface Hit {
  readonly id: number
  /** Null where products stand by id. */
  readonly key: Key | null
  readonly card: ProductCard
}

/** Where a list goes on: behind the product of this id and key, whether or not it is a hit. */
export type HitPosition = Pick<Hit, 'id' | 'key'>

export interface HitPage {
  readonly limit: number
  readonly after: HitPosition | null
}

/**
 * The next rows of an order, as `hit`: id and key, and what `columns` adds, which may refer to `p`. As many
 * branches as there are, each is read in its own order, and so far only.
 */
export function nextRows(
  { branches, order }: Order,
  { after, limit }: { readonly after: HitPosition | null; readonly limit: RawBuilder<unknown> },
  columnsOf: (branch: Order['branches'][number]) => {
    readonly columns: RawBuilder<unknown>
    readonly where: readonly RawBuilder<unknown>[]
  },
): RawBuilder<unknown> {
  const ordered = sql`order by ${orderOf(order)} limit ${limit}`
  const sources = branches.flatMap((branch) => {
    const { columns, where } = columnsOf(branch)
    return rangesBehind(order, after).map(
      (isNext) => sql`(
        select * from (
          select ${branch.id} as id, ${branch.key} as key ${columns} from ${branch.from}
          where ${sql.join(where, sql` and `)}
        ) as hit where ${isNext} ${ordered}
      )`,
    )
  })
  return sql`select * from (${sql.join(sources, sql` union all `)}) as hit ${ordered}`
}

const WAYS = { asc: sql`asc`, desc: sql`desc` }

export function orderOf(order: KeyOrder | null): RawBuilder<unknown> {
  return order === null
    ? sql`hit.id`
    : sql`hit.key ${WAYS[order.direction]}, hit.id ${WAYS[order.tie]}`
}

/** The key of a row as a cursor holds it. */
export const writtenKey = ({ order }: Order) => order?.written ?? sql`null`

/** What stands behind a position, as ranges of an index. */
function rangesBehind(
  order: KeyOrder | null,
  after: HitPosition | null,
): readonly RawBuilder<unknown>[] {
  if (after === null) return [sql`true`]
  const { id, key } = after
  if (order === null || key === null) return [sql`hit.id > ${id}::integer`]
  const last = order.read(key)
  if (order.direction === 'asc') return [sql`(hit.key, hit.id) > (${last}, ${id}::integer)`]
  if (order.tie === 'desc') return [sql`(hit.key, hit.id) < (${last}, ${id}::integer)`]
  // In two: many may have the same key, and within an index those before the position are soon skipped. Not
  // `key = last`: for PostgreSQL such rows have no order by keys, and it would sort them.
  return [
    sql`hit.key >= ${last} and hit.key <= ${last} and hit.id > ${id}::integer`,
    sql`hit.key < ${last}`,
  ]
}
