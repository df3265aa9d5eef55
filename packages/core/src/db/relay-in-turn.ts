import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'

/** What a relay found: everything is passed on, there is more, or another one is at it. */
export type RelayState = 'drained' | 'more' | 'busy'

/**
 * Passes on what waits in a table, in a transaction that no other relay of that table runs beside: what is passed on is
 * never overtaken. `pass` takes rows out and says whether it left any.
 */
export async function relayInTurn(
  db: Kysely<Database>,
  table: 'cache_change' | 'event',
  pass: (tx: Kysely<Database>) => Promise<boolean>,
): Promise<RelayState> {
  if (!(await hasRows(db, table))) return 'drained'
  return db.transaction().execute(async (tx) => {
    if (!(await lock(tx, table))) return 'busy'
    return (await pass(tx)) ? 'more' : 'drained'
  })
}

async function hasRows(db: Kysely<Database>, table: string): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from ${sql.table(table)}) as waits
  `.execute(db)
  return rows[0]?.waits ?? false
}

/** Whether this transaction is the one that relays; until its end no other is. */
async function lock(tx: Kysely<Database>, table: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtext(${table})) as locked
  `.execute(tx)
  return rows[0]?.locked ?? false
}
