import {
  acceptAnswer,
  answerAsStaff,
  questionsContract as contract,
  listAnswers,
  listQuestions,
  listUnanswered,
} from '@loadout/core/questions'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'
import { questionWrites } from './question-writes.ts'

const STAFF = { auth: 'staff:write', rate: 'write', cache: 'private' } as const

/** Texts of people: what is taken back or hidden must not live on in caches. */
const CACHE = { maxAge: 1, staleWhileRevalidate: 10 }

export const questionsRouter = {
  list: procedure
    .meta({
      rest: 'GET /products/{productId}/questions',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: ['PRODUCT_NOT_FOUND', 'BAD_CURSOR'],
      docs: {
        summary: 'Questions about a product, each with its first answers.',
        example: { productId: 1, sort: 'helpful', answers: 2, limit: 10 },
      },
    })
    .input(contract.questionListInput)
    .output(contract.questionListOutput)
    .query(({ ctx, input }) => listQuestions(ctx, input)),

  answers: procedure
    .meta({
      rest: 'GET /questions/{questionId}/answers',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: ['QUESTION_NOT_FOUND', 'BAD_CURSOR'],
      docs: {
        summary: 'All answers to a question: accepted, then staff, then by votes.',
        example: { questionId: 1, limit: 20 },
      },
    })
    .input(contract.answerListInput)
    .output(contract.answerListOutput)
    .query(({ ctx, input }) => listAnswers(ctx, input)),

  unanswered: procedure
    .meta({
      rest: 'GET /questions/unanswered',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: ['PRODUCT_NOT_FOUND', 'BAD_CURSOR'],
      docs: {
        summary: 'Questions without an answer, of one product or of all, the oldest first.',
        example: { productId: 1 },
      },
    })
    .input(contract.unansweredInput.prefault({}))
    .output(contract.unansweredOutput)
    .query(({ ctx, input }) => listUnanswered(ctx, input)),

  ...questionWrites,

  answerAsStaff: procedure
    .meta({
      rest: 'POST /questions/{questionId}/staff-answers',
      ...STAFF,
      errors: ['FORBIDDEN', 'QUESTION_NOT_FOUND', 'ANSWER_DUPLICATE'],
      docs: {
        summary: 'Answers for the shop or the studio, under its badge.',
        example: {
          questionId: 1,
          body: 'Yes, from the next patch on.',
          author: 'Studio Nine',
          badge: 'developer',
        },
      },
    })
    .input(contract.staffAnswerInput)
    .output(contract.staffAnswerOutput)
    .mutation(({ ctx, input }) => answerAsStaff(ctx, input)),

  acceptAsStaff: procedure
    .meta({
      rest: 'PUT /answers/{answerId}/accepted-by-staff',
      ...STAFF,
      errors: ['FORBIDDEN', 'ANSWER_NOT_FOUND'],
      docs: {
        summary: 'Accepts an answer to a question of anybody, or takes that back.',
        example: { answerId: 1, accepted: true },
      },
    })
    .input(contract.acceptInput)
    .output(contract.acceptOutput)
    .mutation(({ ctx, input }) => acceptAnswer(ctx, input)),
} satisfies TRPCRouterRecord
