import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { requireSystem } from '../create-api-key.ts'
import type { KeyAlgorithm } from '../vocabulary.ts'
import { advanceKeys, deleteRetired, insertKey, listKeys, lockKeys } from './key-queries.ts'
import { makeKey } from './make-key.ts'

/**
 * The next key becomes the active one, which retires, and a new next key is published. Nobody is signed out:
 * all three are good for verifying. Operator only; throws FORBIDDEN.
 */
export async function rotateKeys(
  ctx: Ctx,
  { algorithm }: { readonly algorithm: KeyAlgorithm },
): Promise<{ readonly retired: number }> {
  requireSystem(ctx)
  // Makes the first keys where there are none.
  await ctx.keyRing.signing()
  const next = await makeKey(ctx.secret, algorithm, 'next')
  return await transact(ctx.db, async (tx) => {
    await lockKeys(tx)
    const retired = await deleteRetired(tx)
    await advanceKeys(tx, 'active', 'retiring')
    await advanceKeys(tx, 'next', 'active')
    await insertKey(tx, next)
    return { retired }
  })
}

/** Every signing key and its state, oldest first; nothing of its private half. Operator only; throws FORBIDDEN. */
export async function signingKeys(ctx: Ctx) {
  requireSystem(ctx)
  return await listKeys(ctx.db)
}
