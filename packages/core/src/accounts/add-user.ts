import type { Transaction } from 'kysely'
import type { z } from 'zod'
import { touchPostsOf } from '../changes/index.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { isDuplicateKey, transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { enqueue } from '../outbox/index.ts'
import { insertAudit } from './audit-queries.ts'
import { checkNewPassword, knownOf } from './check-password.ts'
import type { registerInput } from './contract.ts'
import { type Credential, credentialOf, findCredential, insertUser } from './credential-queries.ts'
import { emailKey } from './email-key.ts'
import { nameKey } from './name-key.ts'

export type UserInput = Pick<z.output<typeof registerInput>, 'email' | 'name' | 'password'>

/**
 * A new account and what `work` does with it, in one transaction with the mail that verifies its address. A guest
 * keeps the row. Throws EMAIL_TAKEN, NAME_TAKEN, AUTH_BUSY, and BAD_INPUT for a password that anybody would
 * guess.
 */
export async function addUser<Result>(
  ctx: Ctx,
  { email, name, password }: UserInput,
  {
    guestId,
    origin,
    work,
  }: {
    readonly guestId: number | null
    /** As of a guest: see `createGuest`. */
    readonly origin: string | null
    readonly work: (tx: Transaction<Database>, user: Credential) => Promise<Result>
  },
): Promise<Result> {
  ctx.passwords.requireRoom()
  const known = knownOf({ name, email })
  await checkNewPassword(ctx, password, { field: 'password', known })
  const passwordHash = await ctx.passwords.hash(password)
  const user = { name, nameKey: nameKey(name), email, emailKey: emailKey(email), passwordHash }
  try {
    return await transact(ctx.db, async (tx) => {
      const kept = guestId === null ? null : await insertUser(tx, user, { guestId, origin })
      const accountId = kept ?? (await insertUser(tx, user, { guestId: null, origin }))
      const credential = accountId === null ? undefined : await credentialOf(tx, accountId)
      if (accountId === null || credential === undefined) throw new Error('no account was made')
      await insertAudit(tx, { accountId, actor: `account:${accountId}`, event: 'registered' })
      // What a guest has written has a name from now on.
      if (kept !== null) await touchPostsOf(tx, accountId)
      await enqueue(tx, 'accounts.mail', { accountId, purpose: 'verify-email' })
      return await work(tx, credential)
    })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    // Of two that are taken, the address says more: who has it has the account.
    const isKnown = (await findCredential(ctx.db, user)) !== undefined
    throw isKnown ? emailTaken() : takenError(error)
  }
}

/** Which of the two keys it was: PostgreSQL names the constraint. */
export function takenError(error: unknown): AppError {
  const name = error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
  return name.includes('name_key')
    ? new AppError('NAME_TAKEN', { fields: [{ pointer: '/name', message: 'is taken' }] })
    : emailTaken()
}

function emailTaken(): AppError {
  return new AppError('EMAIL_TAKEN', { fields: [{ pointer: '/email', message: 'is taken' }] })
}
