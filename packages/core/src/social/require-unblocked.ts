import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { isBlockedBetween } from './is-blocked-between.ts'

/**
 * Lets an account say something to those whose texts it is about: new words under them, or a vote. Whoever takes back
 * what they have said asks nobody. Throws BLOCKED when it and one of the others do not speak to each other.
 */
export async function requireUnblocked(
  tx: Kysely<Database>,
  accountId: number,
  others: readonly (number | null | undefined)[],
): Promise<void> {
  for (const other of new Set(others)) {
    if (other == null || other === accountId) continue
    if (await isBlockedBetween(tx, accountId, other)) throw new AppError('BLOCKED')
  }
}
