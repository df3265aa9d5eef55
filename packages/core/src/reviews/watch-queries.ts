import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Reviews of a product in two stretches of time: how many, and their mean rating. */
export interface Pace {
  readonly product_id: number
  readonly bombed: boolean
  readonly recent: number
  readonly recent_mean: number | null
  readonly before: number
  readonly before_mean: number | null
}

/** Of the products that were reviewed here since `recentFrom`, and of those that are flagged. */
export async function findPaces(
  db: Kysely<Database>,
  span: { readonly beforeFrom: Date; readonly recentFrom: Date },
): Promise<readonly Pace[]> {
  const { rows } = await sql<Pace>`
    with watched as (
      -- Imported reviews have no account: they come in all at once, and say nothing about these days.
      select product_id from review
      where account_id is not null and status = 0 and created_at >= ${span.recentFrom}
      union
      select product_id from product_summary where bombed_since is not null
    )
    select watched.product_id, summary.bombed_since is not null as bombed, paces.*
    from watched
    join product_summary as summary on summary.product_id = watched.product_id
    cross join lateral (
      select
        count(*) filter (where created_at >= ${span.recentFrom}) as recent,
        (avg(rating) filter (where created_at >= ${span.recentFrom}))::double precision as recent_mean,
        count(*) filter (where created_at < ${span.recentFrom}) as before,
        (avg(rating) filter (where created_at < ${span.recentFrom}))::double precision as before_mean
      from review
      where product_id = watched.product_id and status = 0 and created_at >= ${span.beforeFrom}
    ) as paces
    order by watched.product_id
  `.execute(db)
  return rows
}

/** Sets or takes away the mark of a product that has it not, or has it. */
export async function markBombed(
  db: Kysely<Database>,
  productId: number,
  since: Date | null,
): Promise<void> {
  await sql`
    update product_summary set bombed_since = ${since}, version = version + 1
    where product_id = ${productId} and (bombed_since is null) = (${since}::timestamptz is not null)
  `.execute(db)
}
