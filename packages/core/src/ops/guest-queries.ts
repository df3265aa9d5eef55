import { type Kysely, sql } from 'kysely'
import { POSSESSIONS } from '../accounts/index.ts'
import type { Database } from '../db/database.ts'

/** Whose lines of a cart are all older than `before`: one line touched keeps the whole cart. */
const abandoned = (before: Date) => sql`
  from cart_item as line join account on account.id = line.account_id
  where line.changed_at < ${before} and account.kind = 'guest' and not exists (
    select from cart_item as other
    where other.account_id = line.account_id and other.changed_at >= ${before}
  )`

/** Deletes up to `limit` lines of carts that guests have left; returns how many. */
export async function deleteAbandonedLines(
  db: Kysely<Database>,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const result = await sql`
    delete from cart_item where id in (
      select line.id ${abandoned(before)}
      order by line.changed_at limit ${limit}
      for update of line skip locked
    )
  `.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

export async function countAbandonedLines(db: Kysely<Database>, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n ${abandoned(before)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Wishes of guests that cannot come back: their last session is gone. Up to `limit`; returns how many. */
export async function deleteLostWishes(
  db: Kysely<Database>,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const result = await sql`
    delete from wishlist_item where (account_id, product_id) in (
      select account_id, product_id ${lostWishes(before)}
      limit ${limit} for update of wish skip locked
    )
  `.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

export async function countLostWishes(db: Kysely<Database>, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n ${lostWishes(before)}`.execute(db)
  return rows[0]?.n ?? 0
}

const lostWishes = (before: Date) => sql`
  from wishlist_item as wish join account on account.id = wish.account_id
  where wish.added_at < ${before} and account.kind = 'guest' and account.imported_from is null
    and not exists (select from guest_session where guest_session.account_id = account.id)`

const ownsNothing = sql.join(
  POSSESSIONS.map(
    (table) => sql`not exists (
      select from ${sql.table(table)} as its where its.account_id = account.id
    )`,
  ),
  sql` and `,
)

/** Of the next `limit` guests after an id, who are older than `before`, those that own nothing. */
export async function findIdleGuests(
  db: Kysely<Database>,
  page: { readonly after: number; readonly before: Date; readonly limit: number },
): Promise<{ readonly idle: readonly number[]; readonly last: number | null }> {
  const { rows } = await sql<{ idle: number[]; last: number | null }>`
    with guest as materialized (
      select id from account
      where kind = 'guest' and id > ${page.after} and created_at < ${page.before}
      order by id limit ${page.limit}
    )
    select
      (select coalesce(array_agg(account.id), '{}') from guest as account where ${ownsNothing}) as idle,
      (select max(id) from guest) as last
  `.execute(db)
  return rows[0] ?? { idle: [], last: null }
}

/**
 * Deletes those of the guests that still own nothing; returns how many. They are locked before they are
 * looked at again, so that nobody gets anything meanwhile.
 */
export async function deleteIdleGuests(
  tx: Kysely<Database>,
  ids: readonly number[],
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from account where id = any(${ids}::integer[]) order by id for update skip locked
  `.execute(tx)
  const locked = rows.map(({ id }) => id)
  const result = await sql`
    delete from account where id = any(${locked}::integer[]) and ${ownsNothing}
  `.execute(tx)
  return Number(result.numAffectedRows ?? 0n)
}
