import { withdraw } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { commentSubject } from './comment-subject.ts'
import { lockComment, wipe, wordsOf } from './row-queries.ts'

const BATCH = 100

/**
 * Takes back every comment of an account and forgets what they say and ever said; for whoever erases an account,
 * before its row goes. One transaction a comment: may be stopped and begun again. Returns how many they were.
 */
export async function eraseComments(ctx: Ctx, accountId: number): Promise<number> {
  let erased = 0
  for (let after = 0; ; ) {
    ctx.signal?.throwIfAborted()
    const ids = await wordsOf(ctx.db, accountId, { after, limit: BATCH })
    for (const id of ids) {
      await transact(ctx.db, async (tx) => {
        await lockComment(tx, id)
        await withdraw(tx, commentSubject, { id, author: `account:${accountId}` })
        await wipe(tx, id)
      })
      erased += 1
    }
    const last = ids.at(-1)
    if (last === undefined) return erased
    after = last
  }
}
