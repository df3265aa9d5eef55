import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import { adjustSummary } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { type Acceptor, lockAnswer, questionOf, writeAccepted } from './answer-queries.ts'
import type { acceptInput, acceptOutput } from './contract.ts'
import { lockQuestion } from './question-queries.ts'

/**
 * Accepts an answer, or takes that back; idempotent. Of a question's answers one is accepted at most: the
 * last one wins. It is for the account that asked, and for the staff. Throws ANSWER_NOT_FOUND or FORBIDDEN.
 */
export async function acceptAnswer(
  ctx: Ctx,
  input: z.output<typeof acceptInput>,
): Promise<z.output<typeof acceptOutput>> {
  const acceptor = acceptorOf(ctx)
  const { answerId, accepted } = input
  return transact(ctx.db, async (tx) => {
    const questionId = await questionOf(tx, answerId)
    if (questionId !== undefined) await lockQuestion(tx, questionId)
    const answer = await lockAnswer(tx, answerId)
    if (questionId === undefined || answer === undefined || !answer.isShown) {
      throw new AppError('ANSWER_NOT_FOUND', {
        fields: [{ pointer: '/answerId', message: 'no such answer' }],
      })
    }
    const changed = await writeAccepted(tx, { id: answerId, questionId, accepted }, acceptor)
    if (changed === undefined) {
      throw new AppError('FORBIDDEN', { message: 'Only who asked can accept an answer' })
    }
    if (changed) await adjustSummary(tx, answer.productId)
    return { answerId, accepted }
  })
}

/** Throws UNAUTHENTICATED or FORBIDDEN. */
function acceptorOf({ actor }: Ctx): Acceptor {
  if (actor.kind === 'account') return actor.accountId
  requireScope(actor, 'staff:write')
  return null
}
