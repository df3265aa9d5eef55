import { mergeCarts } from '../cart/index.ts'
import { touchPostsOf } from '../changes/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { endGuest } from './account-queries.ts'
import { moveTexts } from './text-queries.ts'

/**
 * What becomes of a guest's things when its visitor signs in to an account: cart, wishlist and texts are the
 * account's. Votes and reports stay with the guest, as the account may have voted on the same. The caller has
 * proven to be both.
 */
export async function adoptGuest(
  { db }: Pick<Ctx, 'db'>,
  { guestId, accountId }: { readonly guestId: number; readonly accountId: number },
): Promise<void> {
  if (guestId === accountId) return
  await transact(db, async (tx) => {
    if (!(await endGuest(tx, guestId))) return
    await mergeCarts(tx, guestId, accountId)
    await moveTexts(tx, { guestId, accountId })
    await touchPostsOf(tx, accountId)
  })
}
