import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { admitText, shownToAuthor } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { answerInput, answerOutput } from './contract.ts'
import { storeAnswer } from './store-answer.ts'

/**
 * Answers a question, whose author is told. A rule may have the text wait for a moderator. Throws
 * QUESTION_NOT_FOUND, BLOCKED, MUTED, BANNED, and ANSWER_DUPLICATE when this account has given the same answer
 * already.
 */
export async function answerQuestion(
  ctx: Ctx,
  input: z.output<typeof answerInput>,
): Promise<z.output<typeof answerOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { questionId, body, photos, author } = input
  const { name, email } = author
  const answer = { questionId, accountId, badge: null, body, photos, name, email }
  const { id, status, cause } = await storeAnswer(ctx, answer, (tx) =>
    admitText(ctx, tx, { accountId, texts: [body, name], photos }),
  )
  return { id, status: shownToAuthor(status), heldFor: cause }
}
