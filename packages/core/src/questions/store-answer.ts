import type { Kysely } from 'kysely'
import { adjustSummary } from '../catalog/index.ts'
import { communityContract, openCase } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { insertAnswer, type NewAnswer } from './answer-queries.ts'
import { addToAnswers, lockQuestion } from './question-queries.ts'

export type PublishedState = 'visible' | 'held'

/**
 * Writes an answer and counts it where it is shown. Throws QUESTION_NOT_FOUND, and ANSWER_DUPLICATE when
 * the same has been given already.
 */
export async function storeAnswer(
  { db }: Pick<Ctx, 'db'>,
  answer: Omit<NewAnswer, 'status'>,
  screen: (tx: Kysely<Database>) => Promise<PublishedState>,
): Promise<{ readonly id: number; readonly status: PublishedState }> {
  return transact(db, async (tx) => {
    const question = await lockQuestion(tx, answer.questionId)
    if (question === undefined || !question.isShown) {
      throw new AppError('QUESTION_NOT_FOUND', {
        fields: [{ pointer: '/questionId', message: 'no such question' }],
      })
    }
    const status = await screen(tx)
    const id = await insertAnswer(tx, { ...answer, status: communityContract.STATUS[status] })
    if (id === undefined) {
      throw new AppError('ANSWER_DUPLICATE', {
        fields: [{ pointer: '/body', message: 'given already' }],
      })
    }
    if (status === 'held') {
      await openCase(tx, { kind: 'answer', id }, 'words')
    } else {
      await addToAnswers(tx, answer.questionId, 1)
      await adjustSummary(tx, question.productId)
    }
    return { id, status }
  })
}
