import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Admission } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { staffAnswerInput, staffAnswerOutput } from './contract.ts'
import { storeAnswer } from './store-answer.ts'

/** The staff's words are subject to no rule. */
const ADMITTED: Admission = { status: 'visible', cause: null }

/**
 * Answers for the shop or the studio, under its badge and before what visitors answer; shown at once. Throws
 * QUESTION_NOT_FOUND, and ANSWER_DUPLICATE when the same is shown under this badge already.
 */
export async function answerAsStaff(
  ctx: Ctx,
  input: z.output<typeof staffAnswerInput>,
): Promise<z.output<typeof staffAnswerOutput>> {
  requireScope(ctx.actor, 'staff:write')
  const { questionId, body, photos, author, badge } = input
  const answer = {
    questionId,
    accountId: null,
    badge,
    body,
    photos,
    name: author,
    email: undefined,
  }
  const { id } = await storeAnswer(ctx, answer, async () => ADMITTED)
  return { id }
}
