import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** A secret that counts once it is confirmed; one that counts already is not replaced: false. */
export async function putSecret(
  db: Kysely<Database>,
  accountId: number,
  sealed: string,
): Promise<boolean> {
  const result = await db
    .updateTable('credential')
    .set({ totp_secret: sealed, totp_last_step: null })
    .where('account_id', '=', accountId)
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function confirmSecret(db: Kysely<Database>, accountId: number): Promise<void> {
  await db
    .updateTable('credential')
    .set({ totp_confirmed_at: sql<Date>`now()` })
    .where('account_id', '=', accountId)
    .execute()
}

/** Takes the code of this time step; false: it, or a later one, was taken before. */
export async function takeStep(
  db: Kysely<Database>,
  accountId: number,
  step: number,
): Promise<boolean> {
  const result = await db
    .updateTable('credential')
    .set({ totp_last_step: step })
    .where('account_id', '=', accountId)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function dropSecret(tx: Kysely<Database>, accountId: number): Promise<void> {
  await tx
    .updateTable('credential')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('account_id', '=', accountId)
    .execute()
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
}

/** In place of all that were there. */
export async function replaceCodes(
  tx: Kysely<Database>,
  accountId: number,
  hashes: readonly string[],
): Promise<void> {
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
  await tx
    .insertInto('recovery_code')
    .values(hashes.map((code_hash) => ({ account_id: accountId, code_hash })))
    .execute()
}

/** Takes a recovery code for good; false: there is none like it. */
export async function takeCode(
  db: Kysely<Database>,
  accountId: number,
  codeHash: string,
): Promise<boolean> {
  const result = await db
    .deleteFrom('recovery_code')
    .where('account_id', '=', accountId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function countCodes(db: Kysely<Database>, accountId: number): Promise<number> {
  const { n } = await db
    .selectFrom('recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return Number(n)
}
