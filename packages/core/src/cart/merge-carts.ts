import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { moveWishes } from './wishlist-queries.ts'
import { lockCarts, moveLines } from './write-queries.ts'

/**
 * Moves cart and wishlist of one account to another, which is what becomes of a guest's when it signs in.
 * Both are locked in one order, so that merges in opposite directions queue up. Returns how many lines found
 * no room. Throws UNAUTHENTICATED when one of the accounts is gone.
 */
export async function mergeCarts(
  tx: Kysely<Database>,
  fromAccountId: number,
  toAccountId: number,
): Promise<{ readonly leftOut: number }> {
  if (fromAccountId === toAccountId) return { leftOut: 0 }
  const locked = await lockCarts(tx, [fromAccountId, toAccountId])
  if (locked.length < 2) throw new AppError('UNAUTHENTICATED')
  const leftOut = await moveLines(tx, fromAccountId, toAccountId)
  await moveWishes(tx, fromAccountId, toAccountId)
  return { leftOut }
}
