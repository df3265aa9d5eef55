import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { answerListInput, answerListOutput } from './contract.ts'
import { answersBehind, questionExists } from './list-queries.ts'

const cursorKey = z.tuple([z.number().min(0).max(100), z.int(), z.int().positive().max(MAX_INT4)])

/** Above the rank that any answer has. */
const BEGINNING = [100, 0, 0] as const

/**
 * Answers to a question by keyset cursor: accepted before staff before votes before age. Throws
 * QUESTION_NOT_FOUND and BAD_CURSOR.
 */
export async function listAnswers(
  ctx: Ctx,
  input: z.output<typeof answerListInput>,
): Promise<z.output<typeof answerListOutput>> {
  const { questionId, limit, cursor } = input
  const [rank, time, id] =
    cursor === undefined ? BEGINNING : decodeCursor(cursor, { questionId }, cursorKey)
  const page = { questionId, limit, after: { rank, time, id } }
  const { items, end } = await answersBehind(ctx.db, page)
  if (items.length === 0 && !(await questionExists(ctx.db, questionId))) {
    throw new AppError('QUESTION_NOT_FOUND', {
      fields: [{ pointer: '/questionId', message: 'no such question' }],
    })
  }
  return {
    items,
    nextCursor: end && encodeCursor({ questionId }, [end.rank, end.time, end.id]),
  }
}
