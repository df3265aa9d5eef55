import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { TokenPurpose } from './vocabulary.ts'

export interface NewMailedToken {
  readonly tokenHash: string
  readonly accountId: number
  readonly purpose: TokenPurpose
  readonly email: string
  readonly minutes: number
}

/** The newest one counts: those before it are void. Call it with the credential locked. */
export async function putMailedToken(tx: Kysely<Database>, token: NewMailedToken): Promise<void> {
  await dropMailedTokens(tx, token.accountId, token.purpose)
  await sql`
    insert into mailed_token (token_hash, account_id, purpose, email, expires_at)
    values (${token.tokenHash}, ${token.accountId}, ${token.purpose}, ${token.email},
      now() + make_interval(mins => ${token.minutes}))
  `.execute(tx)
}

/** Whose token it is, as long as it is good. */
export async function findMailedToken(
  db: Kysely<Database>,
  { tokenHash, purpose }: { readonly tokenHash: string; readonly purpose: TokenPurpose },
): Promise<number | undefined> {
  const found = await db
    .selectFrom('mailed_token')
    .select('account_id')
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return found?.account_id
}

/** Those of an account that were not taken are void. */
export async function dropMailedTokens(
  tx: Kysely<Database>,
  accountId: number,
  purpose: TokenPurpose,
): Promise<void> {
  await tx
    .deleteFrom('mailed_token')
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .execute()
}

/** Takes a token for good. Undefined: it is none, was taken before, or is too old. */
export async function takeMailedToken(
  tx: Kysely<Database>,
  { tokenHash, purpose }: { readonly tokenHash: string; readonly purpose: TokenPurpose },
) {
  return await tx
    .deleteFrom('mailed_token')
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['account_id as accountId', 'email'])
    .executeTakeFirst()
}
