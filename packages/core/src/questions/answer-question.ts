import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { screenText } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { answerInput, answerOutput } from './contract.ts'
import { storeAnswer } from './store-answer.ts'

/**
 * Answers a question. A text with a word of the list waits for a moderator. Throws QUESTION_NOT_FOUND, and
 * ANSWER_DUPLICATE when this account has given the same answer already.
 */
export async function answerQuestion(
  ctx: Ctx,
  input: z.output<typeof answerInput>,
): Promise<z.output<typeof answerOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { questionId, body, photos, author } = input
  const { name, email } = author
  return storeAnswer(ctx, { questionId, accountId, badge: null, body, photos, name, email }, (tx) =>
    screenText(tx, [body, name]),
  )
}
