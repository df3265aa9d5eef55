import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { type MergeCounts, ROW_NUMBER, STAGE } from './stage-queries.ts'

const stage = sql.table(STAGE)

/** Makes the table of this session that lines of carts are compared from. */
export async function createCartStage(
  db: Kysely<Database>,
  { keeps }: { readonly keeps: boolean },
): Promise<void> {
  const onCommit = keeps ? sql`preserve` : sql`delete`
  await sql`
    create temporary table ${stage} (
      id integer, session text, product_id integer, active boolean, ${sql.ref(ROW_NUMBER)} bigint
    ) on commit ${onCommit} rows
  `.execute(db)
}

/**
 * Batches are large, and the tables they meet are those that this import has just filled, of which the planner
 * knows nothing yet: it would loop over them once for each row.
 */
export async function planForManyRows(tx: Kysely<Database>): Promise<void> {
  await sql`set local enable_nestloop = off`.execute(tx)
}

/** Everybody who has something in a cart of the stage becomes a guest, unless they are one. */
export async function addGuests(tx: Kysely<Database>): Promise<void> {
  await sql`
    insert into account (kind, imported_from)
    select distinct 'guest', ${guestOf('staged')} from ${stage} as staged order by 2
    on conflict (imported_from) do nothing
  `.execute(tx)
}

/** Which rows, from this one on, put something into a cart that is in it already; they leave the stage. */
export async function dropRepeatedLines(
  tx: Kysely<Database>,
  fromRow: number,
): Promise<readonly number[]> {
  const { rows: present } = await sql<{ row_number: number }>`
    delete from ${stage} as staged
    using account join cart_item as item on item.account_id = account.id
    where staged.row_number >= ${fromRow} and staged.active
      and account.imported_from = ${guestOf('staged')} and item.product_id = staged.product_id
      and item.sku_id is null and item.active and item.id <> staged.id
    returning staged.row_number
  `.execute(tx)
  const { rows: earlier } = await sql<{ row_number: number }>`
    delete from ${stage} as staged
    where row_number >= ${fromRow} and active and exists (
      select from ${stage} as earlier
      where earlier.session = staged.session and earlier.product_id = staged.product_id
        and earlier.active and earlier.row_number < staged.row_number
    )
    returning row_number
  `.execute(tx)
  return [...present, ...earlier].map((row) => row.row_number)
}

/** What merging the lines from this row on will do. Quantities and what people took out here stay. */
export async function compareCarts(tx: Kysely<Database>, fromRow: number): Promise<MergeCounts> {
  const { rows } = await sql<Omit<MergeCounts, 'touched'>>`
    select
      count(*) filter (where present.id is null) as inserted,
      count(*) filter (where present.id is not null and ${isDifferent}) as updated,
      count(*) filter (where present.id is not null and not ${isDifferent}) as unchanged
    from ${stage} as staged
    left join cart_item as present on present.id = staged.id
    left join account as guest on guest.imported_from = ${guestOf('staged')}
    where staged.row_number >= ${fromRow}
  `.execute(tx)
  // No page shows what is in a cart.
  return { inserted: 0, updated: 0, unchanged: 0, ...rows[0], touched: [] }
}

export async function mergeCarts(tx: Kysely<Database>): Promise<void> {
  await sql`
    update cart_item as present
    set account_id = guest.id, product_id = staged.product_id, active = staged.active, changed_at = now()
    from ${stage} as staged join account as guest on guest.imported_from = ${guestOf('staged')}
    where present.id = staged.id and ${isDifferent}
  `.execute(tx)
  await sql`
    insert into cart_item (id, account_id, product_id, quantity, active)
    select staged.id, guest.id, staged.product_id, 1, staged.active
    from ${stage} as staged join account as guest on guest.imported_from = ${guestOf('staged')}
    where not exists (select from cart_item as present where present.id = staged.id)
    order by staged.id
  `.execute(tx)
}

const guestOf = (alias: string) => sql`'atelier:' || ${sql.ref(`${alias}.session`)}`

const isDifferent = sql<boolean>`(
  (present.account_id, present.product_id, present.active)
    is distinct from (guest.id, staged.product_id, staged.active)
)`
