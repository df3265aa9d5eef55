import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { deleteIdleGuests, findIdleGuests } from './guest-queries.ts'

/** Accounts looked at together. */
const BATCH = 1_000

/**
 * Removes guests that own nothing, not even a session, and are older than `before`; with `dryRun` it only
 * counts. Returns how many. A session outlives its validity by a day, so none of them can be on its way in.
 */
export async function forgetGuests(
  ctx: Ctx,
  { before, dryRun }: { readonly before: Date; readonly dryRun: boolean },
): Promise<number> {
  let forgotten = 0
  for (let after = 0; ; ) {
    ctx.signal?.throwIfAborted()
    const { idle, last } = await findIdleGuests(ctx.db, { after, before, limit: BATCH })
    if (last === null) return forgotten
    if (dryRun) forgotten += idle.length
    else if (idle.length > 0)
      forgotten += await transact(ctx.db, (tx) => deleteIdleGuests(tx, idle))
    after = last
  }
}
