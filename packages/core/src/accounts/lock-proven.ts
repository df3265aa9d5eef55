import type { Transaction } from 'kysely'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type Credential, lockCredential } from './credential-queries.ts'

/**
 * The credential that was proven a moment ago, which nobody else changes until the transaction ends. Passwords
 * are looked at outside of transactions, and that takes its time: whoever proved one that was changed meanwhile,
 * or lacks a second factor that was set up meanwhile, has proven nothing. Throws WRONG_CREDENTIALS.
 */
export async function lockProven(
  tx: Transaction<Database>,
  proven: Credential,
): Promise<Credential> {
  const locked = await lockCredential(tx, proven.accountId)
  if (locked === undefined || !isSame(locked, proven)) throw new AppError('WRONG_CREDENTIALS')
  return locked
}

/** A hash made again under other parameters is no change. */
function isSame(a: Credential, b: Credential): boolean {
  return (
    a.passwordChangedAt.getTime() === b.passwordChangedAt.getTime() &&
    a.totpConfirmedAt?.getTime() === b.totpConfirmedAt?.getTime()
  )
}
