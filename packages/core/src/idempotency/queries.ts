import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'

export interface KeptAnswer {
  readonly requestHash: string
  readonly answer: string
}

/** What was answered under a key since `keptSince`. */
export async function findAnswer(
  db: Kysely<Database>,
  keyHash: string,
  keptSince: Date,
): Promise<KeptAnswer | undefined> {
  const [row] = await find(db, keyHash, keptSince)
  return row
}

const find = prepared(
  'idempotency_answer',
  (keyHash: string, keptSince: Date) => sql<KeptAnswer>`
    select request_hash as "requestHash", answer from idempotency_key
    where key_hash = ${keyHash} and created_at > ${keptSince}`,
)

/** Until the end of this transaction; false when another one has it. Never waits. */
export async function tryLockKey(tx: Kysely<Database>, keyHash: string): Promise<boolean> {
  const [row] = await tryLock(tx, keyHash)
  return row?.locked === true
}

const tryLock = prepared(
  'idempotency_lock',
  (keyHash: string) => sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${keyHash}, 0)) as locked`,
)

export interface NewAnswer extends KeptAnswer {
  readonly keyHash: string
  readonly accountId: number | null
  readonly at: Date
}

/** Keeps an answer in place of one that is too old to be given again. */
export async function keepAnswer(tx: Kysely<Database>, answer: NewAnswer): Promise<void> {
  const { keyHash, accountId, requestHash, at } = answer
  await keep(tx, keyHash, accountId, requestHash, answer.answer, at)
}

const keep = prepared(
  'idempotency_keep',
  (keyHash: string, accountId: number | null, requestHash: string, answer: string, at: Date) => sql`
    insert into idempotency_key (key_hash, account_id, request_hash, answer, created_at)
    values (${keyHash}, ${accountId}, ${requestHash}, ${answer}, ${at})
    on conflict (key_hash) do update set account_id = excluded.account_id,
      request_hash = excluded.request_hash, answer = excluded.answer, created_at = excluded.created_at`,
)
