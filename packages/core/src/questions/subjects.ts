import { type ModeratedSubject, statusOf } from '../community/index.ts'
import { selectAnswerTexts } from './answer-queries.ts'
import { selectQuestionTexts } from './question-queries.ts'
import { setAnswerStatus } from './set-answer-status.ts'
import { setQuestionStatus } from './set-question-status.ts'

/** Questions, as the shared moderation sees them. */
export const questionSubject: ModeratedSubject = {
  kind: 'question',
  find: async (db, ids) => (await selectQuestionTexts(db, ids)).map(toModerated),
  setStatus: setQuestionStatus,
}

/** Answers, as the shared moderation sees them. */
export const answerSubject: ModeratedSubject = {
  kind: 'answer',
  find: async (db, ids) => (await selectAnswerTexts(db, ids)).map(toModerated),
  setStatus: setAnswerStatus,
}

export const SUBJECTS = { question: questionSubject, answer: answerSubject } as const

type TextRow = Awaited<ReturnType<typeof selectQuestionTexts>>[number]

function toModerated(row: TextRow) {
  return {
    id: row.id,
    productId: row.product_id,
    status: statusOf(row.status),
    author: row.author_name,
    accountId: row.account_id,
    text: row.body,
    createdAt: row.created_at,
  }
}
