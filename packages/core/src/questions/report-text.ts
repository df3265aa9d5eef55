import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { autoHide, type communityContract, fileReport } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { questionReportInput } from './contract.ts'
import { lockForStatus, requireOthers } from './lock-text.ts'
import { SUBJECTS } from './subjects.ts'

/**
 * Reports a question or an answer to the moderators, once per account; many reports hide it until one of
 * them has looked. Throws QUESTION_NOT_FOUND, ANSWER_NOT_FOUND, or OWN_CONTENT.
 */
export async function reportText(
  ctx: Ctx,
  input: z.output<typeof questionReportInput>,
): Promise<z.output<typeof communityContract.reportOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { subject, reason, note } = input
  return transact(ctx.db, async (tx) => {
    requireOthers(await lockForStatus(tx, subject), subject, accountId)
    const { isNew, hide } = await fileReport(ctx, tx, { subject, accountId, reason, note })
    if (hide) await autoHide(tx, SUBJECTS[subject.kind], subject.id)
    return { reported: true, isNew }
  })
}
