import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Of two people, one relation changes at a time. The first lock of its transaction. */
export async function lockPair(tx: Kysely<Database>, a: number, b: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(least(${a}::integer, ${b}), greatest(${a}::integer, ${b}))`.execute(
    tx,
  )
}

/** Lets one change at a time to what an account follows and blocks. False when the account is gone. */
export async function lockLists(tx: Kysely<Database>, accountId: number): Promise<boolean> {
  const { rows } = await sql`
    select from account where id = ${accountId} for no key update
  `.execute(tx)
  return rows.length > 0
}

/** Whether there is such an account; if so it stays until the transaction ends. */
export async function holdAccount(
  tx: Kysely<Database>,
  { id, onlyUsers }: { readonly id: number; readonly onlyUsers: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    select from account where id = ${id} and (kind = 'user' or not ${onlyUsers}::boolean) for key share
  `.execute(tx)
  return rows.length > 0
}
