import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** What somebody proves who they are with. */
export function findCredential(db: Kysely<Database>, by: { readonly emailKey: string }) {
  return credentials(db).where('credential.email_key', '=', by.emailKey).executeTakeFirst()
}

export function credentialOf(db: Kysely<Database>, accountId: number) {
  return credentials(db).where('credential.account_id', '=', accountId).executeTakeFirst()
}

/** The same, which nobody else changes until this transaction ends. */
export function lockCredential(tx: Kysely<Database>, accountId: number) {
  return credentials(tx)
    .where('credential.account_id', '=', accountId)
    .forUpdate('credential')
    .executeTakeFirst()
}

function credentials(db: Kysely<Database>) {
  return db
    .selectFrom('credential')
    .innerJoin('account', 'account.id', 'credential.account_id')
    .select([
      'credential.account_id as accountId',
      'credential.email',
      'credential.email_key as emailKey',
      'credential.email_verified_at as emailVerifiedAt',
      'credential.password_hash as passwordHash',
      'credential.password_changed_at as passwordChangedAt',
      'credential.totp_secret as totpSecret',
      'credential.totp_confirmed_at as totpConfirmedAt',
      'credential.totp_last_step as totpLastStep',
      'account.display_name as name',
      'account.role',
      'account.created_at as createdAt',
      sql<boolean>`coalesce(account.banned_until > now(), false)`.as('isBanned'),
    ])
}

export type Credential = NonNullable<Awaited<ReturnType<typeof credentialOf>>>

export interface NewUser {
  readonly name: string
  readonly nameKey: string
  readonly email: string
  readonly emailKey: string
  readonly passwordHash: string
}

/**
 * A new account, or that of a guest, which keeps its row; null when this is no guest (any more). `origin` as of a guest,
 * until its owner has shown that the mail is theirs.
 */
export async function insertUser(
  tx: Kysely<Database>,
  user: NewUser,
  { guestId, origin }: { readonly guestId: number | null; readonly origin: string | null },
): Promise<number | null> {
  const account =
    guestId === null
      ? await tx
          .insertInto('account')
          .values({ kind: 'user', display_name: user.name, name_key: user.nameKey, origin })
          .returning('id')
          .executeTakeFirst()
      : await tx
          .updateTable('account')
          .set({ kind: 'user', display_name: user.name, name_key: user.nameKey, origin })
          .where('id', '=', guestId)
          .where('kind', '=', 'guest')
          .where('imported_from', 'is', null)
          .returning('id')
          .executeTakeFirst()
  if (account === undefined) return null
  await tx
    .insertInto('credential')
    .values({
      account_id: account.id,
      email: user.email,
      email_key: user.emailKey,
      password_hash: user.passwordHash,
    })
    .execute()
  await tx.deleteFrom('guest_session').where('account_id', '=', account.id).execute()
  return account.id
}

export async function updatePassword(
  db: Kysely<Database>,
  accountId: number,
  passwordHash: string,
): Promise<void> {
  await db
    .updateTable('credential')
    .set({ password_hash: passwordHash, password_changed_at: sql<Date>`now()` })
    .where('account_id', '=', accountId)
    .execute()
}

/** The same password under other parameters, unless it was changed meanwhile. */
export async function replaceHash(
  db: Kysely<Database>,
  accountId: number,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('credential')
    .set({ password_hash: to })
    .where('account_id', '=', accountId)
    .where('password_hash', '=', from)
    .execute()
}

export async function updateName(
  db: Kysely<Database>,
  accountId: number,
  { name, nameKey }: { readonly name: string; readonly nameKey: string },
): Promise<void> {
  await db
    .updateTable('account')
    .set({ display_name: name, name_key: nameKey })
    .where('id', '=', accountId)
    .execute()
}

/** False when no user has this id. */
export async function updateRole(
  db: Kysely<Database>,
  accountId: number,
  role: 'user' | 'moderator' | 'admin',
): Promise<boolean> {
  const result = await db
    .updateTable('account')
    .set({ role })
    .where('id', '=', accountId)
    .where('kind', '=', 'user')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function markVerified(db: Kysely<Database>, accountId: number): Promise<void> {
  await db
    .updateTable('credential')
    .set({ email_verified_at: sql<Date>`coalesce(email_verified_at, now())` })
    .where('account_id', '=', accountId)
    .execute()
  await db.updateTable('account').set({ origin: null }).where('id', '=', accountId).execute()
}
