import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { autoHide, type communityContract, fileReport } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { reportPostInput } from './contract.ts'
import { lockOthersPost } from './lock-seen-post.ts'
import { postSubject } from './post-subject.ts'

/**
 * Reports a post to the moderators, once per account; many reports hide it until one of them has looked.
 * Throws POST_NOT_FOUND unless it is shown, and OWN_CONTENT.
 */
export async function reportPost(
  ctx: Ctx,
  { postId: id, reason, note }: z.output<typeof reportPostInput>,
): Promise<z.output<typeof communityContract.reportOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    await lockOthersPost(tx, { id, accountId, pointer: '/postId' })
    const subject = { kind: 'post', id } as const
    const { isNew, hide } = await fileReport(ctx, tx, { subject, accountId, reason, note })
    if (hide) await autoHide(tx, postSubject, id)
    return { reported: true, isNew }
  })
}
