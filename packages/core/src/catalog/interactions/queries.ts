import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'

export interface InteractionItem {
  readonly accountId: number
  readonly productId: number | null
  readonly element: string
  readonly widget: string
  readonly time: string
}

/** Why an interaction cannot be kept. */
export type Misfit = 'account' | 'product'

/**
 * Writes all of them whose account and product there are, in one statement. Returns what is wrong with the
 * others, by their place.
 */
export async function insertInteractions(
  db: Kysely<Database>,
  items: readonly InteractionItem[],
): Promise<ReadonlyMap<number, Misfit>> {
  const rows = items.map((item, place) => ({ place, ...item }))
  const result = await sql<{ place: number; misfit: Misfit }>`
    with item as (
      select row.*, case
        when not exists (select from account where account.id = "accountId") then 'account'
        when "productId" is not null and not exists (
          select from product where product.id = "productId" and product.status = 'active'
        ) then 'product' end as misfit
      from json_to_recordset(${JSON.stringify(rows)}::json) as row (place integer, "accountId" integer,
        "productId" integer, element text, widget text, time text)
    ), written as (
      insert into interaction (account_id, product_id, element, widget, time)
      select "accountId", "productId", element, widget, time from item where misfit is null order by place
    )
    select place, misfit from item where misfit is not null
  `.execute(db)
  return new Map(result.rows.map(({ place, misfit }) => [place, misfit]))
}
