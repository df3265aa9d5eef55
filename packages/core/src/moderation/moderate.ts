import type { z } from 'zod'
import { actorName, requireScope } from '../actor.ts'
import { ACTIONS } from '../community/contract.ts'
import { closeCase, isWithdrawn, openCase, recordAction, tellAuthor } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { moderateInput, moderateOutput } from './contract.ts'
import { requireJudge } from './require-judge.ts'
import { authorOf, SUBJECTS, subjectNotFound } from './subjects.ts'

/**
 * Holds, hides, restores or deletes a text, which closes its case; one that is held goes on waiting. Kept in
 * the log with its reason, also when the status stays what it was. The author is told. Throws FORBIDDEN for a text of
 * one's own or of somebody of higher rank, REVIEW_NOT_FOUND,
 * QUESTION_NOT_FOUND, ANSWER_NOT_FOUND, POST_NOT_FOUND or COMMENT_NOT_FOUND, and CONFLICT for a text that its
 * author has taken back or written anew since.
 */
export async function moderate(
  ctx: Ctx,
  { subject, action, reason }: z.output<typeof moderateInput>,
): Promise<z.output<typeof moderateOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const after = ACTIONS[action]
  return await transact(ctx.db, async (tx) => {
    await requireJudge(tx, ctx.actor, await authorOf(tx, subject))
    const before = await SUBJECTS[subject.kind].setStatus(tx, subject.id, after)
    if (before === null) throw subjectNotFound(subject, '/subject/id')
    if (before === 'deleted' && after !== 'deleted' && (await isWithdrawn(tx, subject))) {
      throw new AppError('CONFLICT', { message: 'Its author has taken it back' })
    }
    const actor = actorName(ctx.actor)
    const actionId = await recordAction(tx, { subject, before, after, reason, actor })
    if (after === 'held') await openCase(tx, subject, 'moderator')
    else await closeCase(tx, subject)
    const outcome = { before, after, cause: 'moderator', reason } as const
    await tellAuthor(tx, SUBJECTS[subject.kind], subject.id, outcome)
    return { actionId, before, after }
  })
}
