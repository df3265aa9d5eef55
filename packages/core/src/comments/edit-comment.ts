import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import {
  type Admission,
  AUTO_ACTOR,
  admitText,
  openCase,
  recordAction,
  shownToAuthor,
} from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { requireUnblocked } from '../social/index.ts'
import { isModerator } from '../subjects/index.ts'
import type { editCommentInput, editCommentOutput } from './contract.ts'
import { commentNotFound } from './open-thread.ts'
import { findAddressees, type LockedComment, lockOwnComment, updateBody } from './row-queries.ts'
import { setCommentStatus } from './set-comment-status.ts'

const MINUTE_MS = 60_000

/**
 * Changes one's own comment for a while after it was written; what it said is kept. The new words are screened
 * like those of a new comment; what is held or hidden stays so until a moderator decides. An edit that changes
 * nothing leaves no revision. Throws COMMENT_NOT_FOUND, also for somebody else's comment or one that was removed,
 * EDIT_TOO_LATE, BLOCKED for new words to somebody who has blocked one or is blocked, MUTED and BANNED.
 */
export async function editComment(
  ctx: Ctx,
  { commentId: id, body }: z.output<typeof editCommentInput>,
): Promise<z.output<typeof editCommentOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const admission = await admitText(ctx, tx, { accountId, texts: [body] })
    const before = requireEditable(ctx, await lockOwnComment(tx, { id, accountId }))
    if (before.body === body) {
      const { revision, status } = before
      return { id, revision, status: shownToAuthor(status), heldFor: null }
    }
    await requireUnblocked(tx, accountId, await findAddressees(tx, before))
    const revision = await updateBody(tx, { id, accountId, body })
    const status = before.status === 'visible' ? admission.status : before.status
    if (status !== before.status) await withdrawFromView(tx, id, admission)
    const heldFor = status === 'held' ? admission.cause : null
    return { id, revision, status: shownToAuthor(status), heldFor }
  })
}

/** Throws COMMENT_NOT_FOUND or EDIT_TOO_LATE. */
function requireEditable(ctx: Ctx, comment: LockedComment | undefined): LockedComment {
  if (comment === undefined || comment.status === 'deleted') throw commentNotFound()
  const end = comment.createdAt.getTime() + ctx.comments.editMinutes * MINUTE_MS
  if (isModerator(ctx.actor) || ctx.clock.now().getTime() <= end) return comment
  throw new AppError('EDIT_TOO_LATE')
}

/** What could be seen waits for a moderator from now on, which the log says, or is for its author alone. */
async function withdrawFromView(
  tx: Kysely<Database>,
  id: number,
  { status, cause }: Admission,
): Promise<void> {
  const subject = { kind: 'comment', id } as const
  await setCommentStatus(tx, id, status)
  if (cause === null) return
  await openCase(tx, subject, cause)
  await recordAction(tx, {
    ...{ subject, before: 'visible', after: status },
    reason: 'a word of the list',
    actor: AUTO_ACTOR,
  })
}
