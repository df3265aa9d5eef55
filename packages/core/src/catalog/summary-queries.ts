import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** What a change adds to the counters of its product; negative to take away. */
export interface SummaryDelta {
  /** Reviews by rating, 1 to 5. */
  readonly ratings?: Readonly<Partial<Record<1 | 2 | 3 | 4 | 5, number>>>
  readonly recommended?: number
  readonly notRecommended?: number
  readonly questions?: number
}

/**
 * Adds to a product's counters and moves its version on, in the transaction of what is counted. It is the
 * last lock such a transaction takes, so that writers of one product queue up instead of deadlocking.
 */
export async function adjustSummary(
  tx: Kysely<Database>,
  productId: number,
  delta: SummaryDelta = {},
): Promise<void> {
  const { ratings = {}, recommended = 0, notRecommended = 0, questions = 0 } = delta
  const [r1, r2, r3, r4, r5] = ([1, 2, 3, 4, 5] as const).map((rating) => ratings[rating] ?? 0)
  await sql`
    insert into product_summary as summary (product_id) values (${productId})
    on conflict (product_id) do nothing
  `.execute(tx)
  // A counter that has drifted must not stop anybody: at zero it stays, and the nightly recount puts it right.
  await sql`
    update product_summary set
      version = version + 1,
      rating_1 = greatest(0, rating_1 + ${r1}), rating_2 = greatest(0, rating_2 + ${r2}),
      rating_3 = greatest(0, rating_3 + ${r3}), rating_4 = greatest(0, rating_4 + ${r4}),
      rating_5 = greatest(0, rating_5 + ${r5}),
      recommended = greatest(0, recommended + ${recommended}),
      not_recommended = greatest(0, not_recommended + ${notRecommended}),
      questions = greatest(0, questions + ${questions})
    where product_id = ${productId}
  `.execute(tx)
}

/** Moves the versions of these products on without counting anything, as the last locks of a transaction. */
export async function moveVersions(
  tx: Kysely<Database>,
  productIds: readonly number[],
): Promise<void> {
  if (productIds.length === 0) return
  await sql`
    insert into product_summary (product_id)
    select distinct id from unnest(${productIds}::integer[]) as moved (id) order by id
    on conflict (product_id) do nothing
  `.execute(tx)
  await sql`
    with locked as (
      select product_id from product_summary where product_id = any(${productIds}::integer[])
      order by product_id for no key update
    )
    update product_summary set version = version + 1
    from locked where product_summary.product_id = locked.product_id
  `.execute(tx)
}

/** Whether a product can be seen. */
export async function productExists(db: Kysely<Database>, productId: number): Promise<boolean> {
  const row = await db
    .selectFrom('product')
    .select('id')
    .where('id', '=', productId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return row !== undefined
}

/** Part of the version of every page: grows when more of them change at once than it pays to say one by one. */
export const catalogueEpoch = sql<number>`catalogue_epoch()`

/** Says that any page may have changed. */
export async function moveEpoch(db: Kysely<Database>): Promise<void> {
  await sql`
    insert into catalogue_state as state (epoch) values (1)
    on conflict (only_row) do update set epoch = state.epoch + 1
  `.execute(db)
}
