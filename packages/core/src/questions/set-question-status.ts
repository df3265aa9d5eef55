import type { Kysely } from 'kysely'
import { adjustSummary } from '../catalog/index.ts'
import { communityContract, statusOf } from '../community/index.ts'
import type { Database } from '../db/database.ts'
import { lockQuestion, writeQuestionStatus } from './question-queries.ts'
import { refuseDuplicate } from './refuse-duplicate.ts'

type Status = communityContract.Status

/**
 * The one place where a question changes its status: its product counts visible ones. Returns the status it
 * had; null when there is no such question. Throws CONFLICT when a deleted question cannot come back,
 * because its author has asked the same again.
 */
export async function setQuestionStatus(
  tx: Kysely<Database>,
  id: number,
  status: Status,
): Promise<Status | null> {
  const question = await lockQuestion(tx, id)
  if (question === undefined) return null
  const before = statusOf(question.status)
  if (before === status) return before
  await refuseDuplicate(writeQuestionStatus(tx, id, communityContract.STATUS[status]))
  const shown = Number(status === 'visible') - Number(before === 'visible')
  if (shown !== 0) await adjustSummary(tx, question.productId, { questions: shown })
  return before
}
