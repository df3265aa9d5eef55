import type { Kysely } from 'kysely'
import { adjustSummary } from '../catalog/index.ts'
import { communityContract, statusOf } from '../community/index.ts'
import type { Database } from '../db/database.ts'
import { lockAnswer, questionOf, writeAnswerStatus } from './answer-queries.ts'
import { addToAnswers, lockQuestion } from './question-queries.ts'
import { refuseDuplicate } from './refuse-duplicate.ts'
import { tellAsker } from './tell-asker.ts'

type Status = communityContract.Status

/**
 * The one place where an answer changes its status: its question counts visible ones. An accepted answer
 * stays accepted while it is hidden, and gives way to the next. Returns the status it had; null when there
 * is no such answer. Throws CONFLICT when a deleted answer cannot come back, because its author has given
 * the same again.
 */
export async function setAnswerStatus(
  tx: Kysely<Database>,
  id: number,
  status: Status,
): Promise<Status | null> {
  const questionId = await questionOf(tx, id)
  if (questionId === undefined) return null
  const question = await lockQuestion(tx, questionId)
  const answer = await lockAnswer(tx, id)
  if (question === undefined || answer === undefined) return null
  const before = statusOf(answer.status)
  if (before === status) return before
  await refuseDuplicate(writeAnswerStatus(tx, id, communityContract.STATUS[status]))
  const shown = Number(status === 'visible') - Number(before === 'visible')
  if (shown !== 0) {
    await addToAnswers(tx, questionId, shown)
    await adjustSummary(tx, answer.productId)
    // Until now nobody saw it.
    if (before === 'held' || before === 'shadowed') await tellAsker(tx, question, answer)
  }
  return before
}
