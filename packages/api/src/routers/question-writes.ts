import { communityContract } from '@loadout/core/community'
import {
  acceptAnswer,
  answerQuestion,
  askQuestion,
  questionsContract as contract,
  removeText,
  reportText,
  voteOnText,
} from '@loadout/core/questions'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

const GUEST = { auth: 'guest', rate: 'write', cache: 'private' } as const

export const questionWrites = {
  ask: procedure
    .meta({
      rest: 'POST /products/{productId}/questions',
      ...GUEST,
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND', 'QUESTION_DUPLICATE', 'MUTED'],
      docs: {
        summary: 'Asks a question about a product.',
        example: { productId: 1, body: 'Does it run on Linux?', author: { name: 'Kim' } },
      },
    })
    .input(contract.askInput)
    .output(contract.askOutput)
    .mutation(({ ctx, input }) => askQuestion(ctx, input)),

  answer: procedure
    .meta({
      rest: 'POST /questions/{questionId}/answers',
      ...GUEST,
      errors: ['FORBIDDEN', 'QUESTION_NOT_FOUND', 'ANSWER_DUPLICATE', 'BLOCKED', 'MUTED'],
      docs: {
        summary: 'Answers a question about a product.',
        example: { questionId: 1, body: 'It does, with Proton.', author: { name: 'Alex' } },
      },
    })
    .input(contract.answerInput)
    .output(contract.answerOutput)
    .mutation(({ ctx, input }) => answerQuestion(ctx, input)),

  accept: procedure
    .meta({
      rest: 'PUT /answers/{answerId}/accepted',
      ...GUEST,
      errors: ['FORBIDDEN', 'ANSWER_NOT_FOUND'],
      docs: {
        summary: 'Accepts an answer to a question of your own, or takes that back.',
        example: { answerId: 1, accepted: true },
      },
    })
    .input(contract.acceptInput)
    .output(contract.acceptOutput)
    .mutation(({ ctx, input }) => acceptAnswer(ctx, input)),

  vote: procedure
    .meta({
      rest: 'PUT /qa/{subject.kind}/{subject.id}/vote',
      ...GUEST,
      errors: ['FORBIDDEN', 'QUESTION_NOT_FOUND', 'ANSWER_NOT_FOUND', 'OWN_CONTENT', 'BLOCKED'],
      docs: {
        summary: 'Says that a question or an answer helped, or takes that back.',
        example: { subject: { kind: 'answer', id: 1 }, value: 1 },
      },
    })
    .input(contract.questionVoteInput)
    .output(contract.questionVoteOutput)
    .mutation(({ ctx, input }) => voteOnText(ctx, input)),

  report: procedure
    .meta({
      rest: 'POST /qa/{subject.kind}/{subject.id}/reports',
      ...GUEST,
      errors: ['FORBIDDEN', 'QUESTION_NOT_FOUND', 'ANSWER_NOT_FOUND', 'OWN_CONTENT'],
      docs: {
        summary: 'Reports a question or an answer to the moderators.',
        example: { subject: { kind: 'question', id: 1 }, reason: 'spam' },
      },
    })
    .input(contract.questionReportInput)
    .output(communityContract.reportOutput)
    .mutation(({ ctx, input }) => reportText(ctx, input)),

  remove: procedure
    .meta({
      rest: 'DELETE /qa/{subject.kind}/{subject.id}',
      ...GUEST,
      errors: ['FORBIDDEN', 'QUESTION_NOT_FOUND', 'ANSWER_NOT_FOUND'],
      docs: {
        summary: 'Takes back a question or an answer of your own.',
        example: { subject: { kind: 'question', id: 1 } },
      },
    })
    .input(contract.removeTextInput)
    .output(contract.removeTextOutput)
    .mutation(({ ctx, input }) => removeText(ctx, input)),
} satisfies TRPCRouterRecord
