import type { Kysely } from 'kysely'
import { commentSubject } from '../comments/index.ts'
import type { SubjectKind } from '../community/contract.ts'
import type { ModeratedSubject, Subject } from '../community/index.ts'
import type { Database } from '../db/database.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { postSubject } from '../posts/index.ts'
import { answerSubject, questionSubject } from '../questions/index.ts'
import { reviewSubject } from '../reviews/index.ts'

/** Which domain keeps which kind of text. */
export const SUBJECTS = {
  review: reviewSubject,
  question: questionSubject,
  answer: answerSubject,
  post: postSubject,
  comment: commentSubject,
} as const satisfies Record<SubjectKind, ModeratedSubject>

const NOT_FOUND = {
  review: 'REVIEW_NOT_FOUND',
  question: 'QUESTION_NOT_FOUND',
  answer: 'ANSWER_NOT_FOUND',
  post: 'POST_NOT_FOUND',
  comment: 'COMMENT_NOT_FOUND',
} as const satisfies Record<SubjectKind, ErrorCode>

/** Says that nothing has the id at `pointer`. */
export const subjectNotFound = ({ kind }: Subject, pointer: string) =>
  new AppError(NOT_FOUND[kind], { fields: [{ pointer, message: `no such ${kind}` }] })

/** The same of an action or a sanction. */
export const actionNotFound = (pointer: string) =>
  new AppError('ACTION_NOT_FOUND', { fields: [{ pointer, message: 'no such action' }] })

/** Who wrote a text; null: it is not there, or its account is not. */
export async function authorOf(
  tx: Kysely<Database>,
  { kind, id }: Subject,
): Promise<number | null> {
  const [text] = await SUBJECTS[kind].find(tx, [id])
  return text?.accountId ?? null
}
