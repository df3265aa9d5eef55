import type { Transaction } from 'kysely'
import type { Services } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { type Credential, credentialOf, lockCredential } from './credential-queries.ts'
import { findMailedToken, takeMailedToken } from './mailed-token-queries.ts'
import type { TokenPurpose } from './vocabulary.ts'

export interface MailedProof {
  readonly token: string
  readonly purpose: TokenPurpose
}

/** Whose mail it is, before anything is done with it. Throws LINK_EXPIRED. */
export async function ownerOfMail(
  { db, codec }: Pick<Services, 'db' | 'codec'>,
  { token, purpose }: MailedProof,
): Promise<Credential> {
  const accountId = await findMailedToken(db, { tokenHash: hashOf(codec, token), purpose })
  const credential = accountId === undefined ? undefined : await credentialOf(db, accountId)
  if (credential === undefined) throw new AppError('LINK_EXPIRED')
  return credential
}

/**
 * Takes the token of a mail for good and does `work` in the same transaction, with the credential locked. Throws
 * LINK_EXPIRED when it was taken meanwhile, or when the account has another address by now.
 */
export async function withMailedToken<Result>(
  { db, codec }: Pick<Services, 'db' | 'codec'>,
  { token, purpose }: MailedProof,
  {
    accountId,
    work,
  }: {
    readonly accountId: number
    readonly work: (tx: Transaction<Database>, credential: Credential) => Promise<Result>
  },
): Promise<Result> {
  const tokenHash = hashOf(codec, token)
  return await transact(db, async (tx) => {
    // The credential first, as who sends the next mail does.
    const credential = await lockCredential(tx, accountId)
    const taken = await takeMailedToken(tx, { tokenHash, purpose })
    if (credential === undefined || taken?.email !== credential.email) {
      throw new AppError('LINK_EXPIRED')
    }
    return await work(tx, credential)
  })
}

function hashOf(codec: Services['codec'], token: string): string {
  return codec.sha256(new TextEncoder().encode(token))
}
