import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { lockAnswer, questionOf } from './answer-queries.ts'
import type { TextRef } from './contract.ts'
import { type LockedQuestion, lockQuestion } from './question-queries.ts'

/** Locks a question, or an answer alone: votes on two answers do not wait for each other. */
export function lockText(
  tx: Kysely<Database>,
  { kind, id }: TextRef,
): Promise<LockedQuestion | undefined> {
  return kind === 'question' ? lockQuestion(tx, id) : lockAnswer(tx, id)
}

/** Locks a text that may change its status: of an answer, the question whose answers are counted too. */
export async function lockForStatus(
  tx: Kysely<Database>,
  ref: TextRef,
): Promise<LockedQuestion | undefined> {
  if (ref.kind === 'answer') {
    const questionId = await questionOf(tx, ref.id)
    if (questionId !== undefined) await lockQuestion(tx, questionId)
  }
  return lockText(tx, ref)
}

/** The text, if others may have a say on it. Throws QUESTION_NOT_FOUND, ANSWER_NOT_FOUND or OWN_CONTENT. */
export function requireOthers(
  text: LockedQuestion | undefined,
  ref: TextRef,
  accountId: number,
): LockedQuestion {
  const isMine = text?.accountId === accountId
  if (text === undefined || !(text.isShown || (isMine && text.isShadowed))) throw textNotFound(ref)
  if (isMine) throw new AppError('OWN_CONTENT')
  return text
}

export function textNotFound({ kind }: TextRef): AppError {
  return new AppError(kind === 'question' ? 'QUESTION_NOT_FOUND' : 'ANSWER_NOT_FOUND', {
    fields: [{ pointer: '/subject/id', message: `no such ${kind}` }],
  })
}
