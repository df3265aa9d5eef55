import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { adjustSummary } from '../catalog/index.ts'
import { setVote } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireUnblocked } from '../social/index.ts'
import type { questionVoteInput, questionVoteOutput } from './contract.ts'
import { lockText, requireOthers } from './lock-text.ts'
import { addToHelpful } from './question-queries.ts'

/**
 * Says that a question or an answer helped, or takes that back; once per account, idempotent. Throws
 * QUESTION_NOT_FOUND, ANSWER_NOT_FOUND, OWN_CONTENT, and BLOCKED for a vote that is not taken back.
 */
export async function voteOnText(
  ctx: Ctx,
  input: z.output<typeof questionVoteInput>,
): Promise<z.output<typeof questionVoteOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { subject, value } = input
  return transact(ctx.db, async (tx) => {
    const text = requireOthers(await lockText(tx, subject), subject, accountId)
    if (value !== 0) await requireUnblocked(tx, accountId, [text.accountId])
    const { helpful } = await setVote(tx, { subject, accountId, value })
    if (helpful !== 0) {
      await addToHelpful(tx, subject, helpful)
      await adjustSummary(tx, text.productId)
    }
    return { helpful: text.helpful + helpful }
  })
}
