import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { productCard } from '../json-queries.ts'
import {
  type Hit,
  type HitPage,
  type HitPosition,
  nextRows,
  orderOf,
  writtenKey,
} from './hit-queries.ts'
import type { Order } from './order-queries.ts'

/** What was found in a stretch of an order, and where it ended when it was cut off before the page was full. */
export interface Stretch {
  readonly hits: readonly Hit[]
  readonly end: HitPosition | null
}

/**
 * Rows of an index that are looked at for a page: at first, as most filters let enough of them pass; then,
 * some tens of milliseconds. However rare what fits, no page costs more than that. As constants: taking a
 * tenth of all products for the limit, a plan would sort them.
 */
const WINDOWS = { first: sql.lit(1_000), rest: sql.lit(10_000) } as const

interface StretchRow extends HitPosition {
  /** Null: the last row of the stretch, which is no hit. */
  readonly card: Hit['card'] | null
  readonly is_last: boolean
}

/**
 * Of the next `window` rows of an order, read from its index, the first `limit` that pass all tests. However
 * few do, no more rows than that are looked at; and no more than it takes to find them, as each is tried when
 * the next one is needed.
 */
export async function readStretch(
  db: Kysely<Database>,
  order: Order,
  page: HitPage & {
    readonly window: keyof typeof WINDOWS
    readonly tests: readonly RawBuilder<unknown>[]
    readonly mark: RawBuilder<unknown>
  },
): Promise<Stretch> {
  const window = WINDOWS[page.window]
  const rowsInOrder = nextRows(order, { ...page, limit: window }, ({ where, tests }) => ({
    columns: sql`, ${sql.join([sql`true`, ...tests, ...page.tests], sql` and `)} as fits`,
    where: [sql`true`, ...where],
  }))
  const { rows } = await sql<StretchRow>`${page.mark}
    select hit.id, ${writtenKey(order)} as key, hit.place = ${window} as is_last,
      case when hit.fits then ${productCard('p')} end as card
    from (
      select * from (
        select hit.*, row_number() over (order by ${orderOf(order.order)}) as place
        from (${rowsInOrder}) as hit
      ) as hit
      where hit.fits or hit.place = ${window}
      order by ${orderOf(order.order)} limit ${page.limit}
    ) as hit join product as p on p.id = hit.id
    order by ${orderOf(order.order)}
  `.execute(db)
  const last = rows.at(-1)
  return {
    hits: rows.flatMap(({ id, key, card }) => (card === null ? [] : { id, key, card })),
    end: last?.is_last ? { id: last.id, key: last.key } : null,
  }
}
