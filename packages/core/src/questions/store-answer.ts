import type { Kysely } from 'kysely'
import { adjustSummary } from '../catalog/index.ts'
import { type Admission, communityContract, openCase } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { requireUnblocked } from '../social/index.ts'
import { insertAnswer, type NewAnswer } from './answer-queries.ts'
import { addToAnswers, type LockedQuestion, lockQuestion } from './question-queries.ts'
import { tellAsker } from './tell-asker.ts'

/**
 * Writes an answer, counts it where it is shown, and tells who asked. Throws QUESTION_NOT_FOUND, BLOCKED when
 * one of both has blocked the other, and ANSWER_DUPLICATE when the same has been given already.
 */
export async function storeAnswer(
  { db }: Pick<Ctx, 'db'>,
  answer: Omit<NewAnswer, 'status'>,
  admit: (tx: Kysely<Database>) => Promise<Admission>,
): Promise<Admission & { readonly id: number }> {
  const { questionId, accountId } = answer
  return transact(db, async (tx) => {
    const question = await requireOpen(tx, answer)
    const { status, cause } = await admit(tx)
    const id = await insertAnswer(tx, { ...answer, status: communityContract.STATUS[status] })
    if (id === undefined) {
      throw new AppError('ANSWER_DUPLICATE', {
        fields: [{ pointer: '/body', message: 'given already' }],
      })
    }
    if (cause !== null) await openCase(tx, { kind: 'answer', id }, cause)
    if (status === 'visible') {
      await addToAnswers(tx, questionId, 1)
      await adjustSummary(tx, question.productId)
      await tellAsker(tx, question, { id, accountId })
    }
    return { id, status, cause }
  })
}

/** Locks the question that is answered. */
async function requireOpen(
  tx: Kysely<Database>,
  { questionId, accountId }: Pick<NewAnswer, 'questionId' | 'accountId'>,
): Promise<LockedQuestion> {
  const question = await lockQuestion(tx, questionId)
  // Who asked into the shadows does not learn of it.
  const isOwn = question?.isShadowed === true && question.accountId === accountId
  if (question === undefined || !(question.isShown || isOwn)) {
    throw new AppError('QUESTION_NOT_FOUND', {
      fields: [{ pointer: '/questionId', message: 'no such question' }],
    })
  }
  if (accountId !== null) await requireUnblocked(tx, accountId, [question.accountId])
  return question
}
