import type { z } from 'zod'
import { actorName, requireAccount } from '../actor.ts'
import { touchPost } from '../changes/index.ts'
import { withdraw } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { removePostInput, removePostOutput } from './contract.ts'
import { lockOwnPost } from './post-queries.ts'
import { postSubject } from './post-subject.ts'

/**
 * Takes one's own post out of sight, for good; its row stays, for what hangs on it. Removing it again changes
 * nothing. Throws POST_NOT_FOUND, also for somebody else's post.
 */
export async function removePost(
  ctx: Ctx,
  { postId: id }: z.output<typeof removePostInput>,
): Promise<z.output<typeof removePostOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const post = await lockOwnPost(tx, { id, accountId })
    if (post === undefined) {
      throw new AppError('POST_NOT_FOUND', {
        fields: [{ pointer: '/postId', message: 'no such post of yours' }],
      })
    }
    await withdraw(tx, postSubject, { id, author: actorName(ctx.actor) })
    const position = post.status === 'deleted' ? null : await touchPost(tx, id)
    return { removed: true, position }
  })
}
