import { z } from 'zod'
import {
  authorInput,
  heldFor,
  photoSchema,
  photoUrl,
  publishedState,
  reportFields,
} from '../community/contract.ts'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { line, text } from '../text.ts'

export const BADGES = ['seller', 'developer', 'staff'] as const

/** Photos of one answer, at most. */
export const MAX_PHOTOS = 5

/** Answers nested in a question, at most: `questions.answers` has them all. */
export const MAX_NESTED = 10

export const answerSchema = z
  .object({
    id: z.int(),
    questionId: z.int(),
    body: z.string(),
    author: z.string(),
    badge: z.enum(BADGES).nullable().describe('Who answers for the shop or the studio.'),
    accepted: z.boolean(),
    helpful: z.int(),
    createdAt: z.iso.datetime(),
    photos: z.array(photoSchema),
  })
  .meta({ id: 'Answer' })
export type Answer = z.output<typeof answerSchema>

export const questionSchema = z
  .object({
    id: z.int(),
    productId: z.int(),
    body: z.string(),
    author: z.string(),
    helpful: z.int(),
    createdAt: z.iso.datetime(),
    answerCount: z.int(),
    answers: z.array(answerSchema).describe('The first ones: accepted, then staff, then by votes.'),
  })
  .meta({ id: 'Question' })
export type Question = z.output<typeof questionSchema>

export const QUESTION_SORTS = ['helpful', 'newest'] as const
export type QuestionSort = (typeof QUESTION_SORTS)[number]

export const questionListInput = z.object({
  productId: rowId,
  sort: z
    .enum(QUESTION_SORTS)
    .default('helpful')
    .describe('helpful: by votes, the newer first among equals.'),
  text: text(100)
    .optional()
    .describe(
      'Found in the question or in one of its first 500 answers, whatever the case and the accents.',
    ),
  answers: z
    .int()
    .min(0)
    .max(MAX_NESTED)
    .default(2)
    .describe('How many answers each question brings along.'),
  ...pageInput,
})
const SHORT_PAGES = 'With long texts a page may be short and still have a cursor.'

export const questionListOutput = pageOf(questionSchema).describe(
  `${SHORT_PAGES} With a text that few questions hold, it may be empty too.`,
)

export const answerListInput = z.object({ questionId: rowId, ...pageInput })
export const answerListOutput = pageOf(answerSchema).describe(SHORT_PAGES)

export const unansweredInput = z.object({
  productId: rowId.optional().describe('All products if left out.'),
  ...pageInput,
})
export const unansweredOutput = pageOf(questionSchema).describe(SHORT_PAGES)

export const questionBody = text(1_000)
export const answerBody = text(2_000)

export const askInput = z.object({
  productId: rowId,
  body: questionBody,
  author: authorInput,
})
export const askOutput = z.object({ id: z.int(), status: publishedState, heldFor })

const answerFields = {
  questionId: rowId,
  body: answerBody,
  photos: z.array(photoUrl).max(MAX_PHOTOS).default([]).describe('Addresses of photos.'),
}

export const answerInput = z.object({ ...answerFields, author: authorInput })
export const answerOutput = z.object({ id: z.int(), status: publishedState, heldFor })

export const staffAnswerInput = z.object({
  ...answerFields,
  author: line(60).describe('The name that is shown beside the badge.'),
  badge: z.enum(BADGES).describe('Whom the answer speaks for.'),
})
export const staffAnswerOutput = z.object({ id: z.int() })

export const acceptInput = z.object({
  answerId: rowId,
  accepted: z
    .boolean()
    .default(true)
    .describe('False takes it back. Of the answers to a question one is accepted at most.'),
})
export const acceptOutput = z.object({ answerId: z.int(), accepted: z.boolean() })

/** What people vote on and report here. */
export const textRef = z.object({ kind: z.enum(['question', 'answer']), id: rowId })
export type TextRef = z.output<typeof textRef>

export const questionVoteInput = z.object({
  subject: textRef,
  value: z
    .union([z.literal(0), z.literal(1)])
    .describe('1: helpful; 0 takes it back. Setting the same value again changes nothing.'),
})
export const questionVoteOutput = z.object({
  helpful: z.int().describe('Votes the text has now.'),
})

export const questionReportInput = z.object({ subject: textRef, ...reportFields })

export const removeTextInput = z.object({ subject: textRef })
export const removeTextOutput = z.object({ removed: z.literal(true) })
