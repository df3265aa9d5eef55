import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { KeyAlgorithm, KeyState } from '../vocabulary.ts'

export interface StoredKey {
  readonly kid: string
  readonly algorithm: KeyAlgorithm
  readonly state: KeyState
  readonly public_jwk: Record<string, unknown>
  readonly private_jwe: string
}

export interface NewKey extends Omit<StoredKey, 'state'> {
  readonly state: Exclude<KeyState, 'retiring'>
}

/**
 * After so long no token of a retiring key is left, seconds: an hour is the longest that one can be good
 * for, and some minutes are for clocks and processes that still know the old key as the active one.
 */
export const RETIRED_SECONDS = 3_600 + 300

const isRetired = sql<boolean>`
  state = 'retiring' and state_since < now() - make_interval(secs => ${RETIRED_SECONDS})`

/** Those that sign or that tokens may still be signed with. */
export function selectKeys(db: Kysely<Database>): Promise<StoredKey[]> {
  return db
    .selectFrom('signing_key')
    .select(['kid', 'algorithm', 'state', 'public_jwk', 'private_jwe'])
    .where(sql<boolean>`not (${isRetired})`)
    .orderBy('created_at')
    .execute()
}

export function listKeys(db: Kysely<Database>) {
  return db
    .selectFrom('signing_key')
    .select(['kid', 'algorithm', 'state', 'created_at', 'state_since'])
    .orderBy('created_at')
    .execute()
}

/** A key of that state that is there already stays, and this one is not taken. */
export async function insertKey(db: Kysely<Database>, key: NewKey): Promise<void> {
  await db
    .insertInto('signing_key')
    .values({ ...key, public_jwk: JSON.stringify(key.public_jwk) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Rotations queue up here. */
export async function lockKeys(tx: Kysely<Database>): Promise<void> {
  await sql`lock table signing_key in share row exclusive mode`.execute(tx)
}

/** Moves all keys of one state to the next; returns how many. */
export async function advanceKeys(
  tx: Kysely<Database>,
  from: KeyState,
  to: KeyState,
): Promise<number> {
  const result = await tx
    .updateTable('signing_key')
    .set({ state: to, state_since: sql<Date>`now()` })
    .where('state', '=', from)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Those whose last token has long expired; returns how many. */
export async function deleteRetired(tx: Kysely<Database>): Promise<number> {
  const result = await tx.deleteFrom('signing_key').where(isRetired).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Whatever they signed is void. */
export async function deleteKeys(tx: Kysely<Database>): Promise<void> {
  await tx.deleteFrom('signing_key').execute()
}
