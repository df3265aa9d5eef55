import { type ControlledTransaction, type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import { whenAdmitted } from './transaction-lanes.ts'

/** Lets this transaction idle for as long as it takes: its connection waits while others do the work. */
export async function waitPatiently(tx: Transaction<Database>): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
}

/** Deadlock and serialisation failures: PostgreSQL undid everything, running it again is the remedy. */
const RETRYABLE = new Set(['40P01', '40001'])
const MAX_ATTEMPTS = 4

/**
 * Runs `work` in a transaction; repeats it when PostgreSQL chose it as the victim of a conflict. Within another
 * transaction it is a part of that one, which is undone alone when it fails. Throws UNAVAILABLE when too many are
 * running on this pool, see `admitTransactions`.
 */
export async function transact<Result>(
  db: Kysely<Database>,
  work: (tx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  if (isTransaction(db)) return asPart(db, work)
  return whenAdmitted(db, () => untilUndisturbed(db, work))
}

async function untilUndisturbed<Result>(
  db: Kysely<Database>,
  work: (tx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !RETRYABLE.has(sqlState(error))) throw error
    }
  }
}

async function asPart<Result>(
  tx: Transaction<Database>,
  work: (tx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  await sql`savepoint part`.execute(tx)
  try {
    const result = await work(tx)
    await sql`release savepoint part`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint part`.execute(tx)
    throw error
  }
}

function isTransaction(db: Kysely<Database>): db is Transaction<Database> {
  return db.isTransaction
}

/**
 * Runs reads on one snapshot: whatever commits meanwhile, their answers belong together. Within a transaction
 * they see what that one sees.
 */
export function readSnapshot<Result>(
  db: Kysely<Database>,
  work: (tx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  if (isTransaction(db)) return work(db)
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(work)
}

/** Such a snapshot of this moment that outlives the call: the caller must roll it back. */
export async function openSnapshot(db: Kysely<Database>): Promise<ControlledTransaction<Database>> {
  const snapshot = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  // The first statement takes it.
  await sql`select`.execute(snapshot)
  return snapshot
}

/** Whether PostgreSQL refused a row because another one has its key. */
export function isDuplicateKey(error: unknown): boolean {
  return sqlState(error) === '23505'
}

/** Whether a row was refused because what it points at is not there. */
export function isMissingReference(error: unknown): boolean {
  return sqlState(error) === '23503'
}

function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
}
