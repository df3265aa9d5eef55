import type { z } from 'zod'
import { actorName, requireScope } from '../actor.ts'
import {
  type ActionRow,
  AUTO_ACTOR,
  closeCase,
  findAction,
  isWithdrawn,
  lastAction,
  recordAction,
  reopenCase,
  tellAuthor,
} from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { undoInput, undoOutput } from './contract.ts'
import { requireJudge } from './require-judge.ts'
import { actionNotFound, authorOf, SUBJECTS, subjectNotFound } from './subjects.ts'

/**
 * Takes the latest action on a text back: its status and its case are what they were before. Itself an
 * action, which can be undone; the author is told. Throws ACTION_NOT_FOUND, FORBIDDEN as `moderate` does, and CONFLICT when something was done since, or when
 * its author has taken the text back.
 */
export async function undoModeration(
  ctx: Ctx,
  { actionId, reason = 'undone' }: z.output<typeof undoInput>,
): Promise<z.output<typeof undoOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  return await transact(ctx.db, async (tx) => {
    const undone = await findAction(tx, actionId)
    if (undone === undefined) throw actionNotFound('/actionId')
    const { subject } = undone
    await requireJudge(tx, ctx.actor, await authorOf(tx, subject))
    const before = await SUBJECTS[subject.kind].setStatus(tx, subject.id, undone.before)
    if (before === null) throw subjectNotFound(subject, '/actionId')
    // Under the lock of the text: whoever acted since has committed.
    const last = await lastAction(tx, subject)
    const isLast = last?.id === actionId && before === undone.after
    if (!isLast || (await isWithdrawn(tx, subject))) throw new AppError('CONFLICT')
    const after = undone.before
    const actor = actorName(ctx.actor)
    const id = await recordAction(tx, { subject, before, after, reason, actor, undoes: actionId })
    if (undone.undoes !== null) await closeCase(tx, subject)
    else if (closedItsCase(undone)) await reopenCase(tx, subject)
    const outcome = { before, after, cause: 'moderator', reason } as const
    await tellAuthor(tx, SUBJECTS[subject.kind], subject.id, outcome)
    return { actionId: id, before, after }
  })
}

/** What a rule does leaves the case open, and so does holding. */
function closedItsCase({ actor, after }: ActionRow): boolean {
  return actor !== AUTO_ACTOR && after !== 'held'
}
