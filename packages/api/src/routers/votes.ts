import { castVote, votesContract } from '@loadout/core/votes'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

export const votesRouter = {
  set: procedure
    .meta({
      rest: 'PUT /votes/{subject.kind}/{subject.id}',
      // Helpfulness of reviews and answers is for guests too: `reviews.vote`, `questions.vote`. What orders feeds is not,
      // since whoever has no account is somebody else the next time.
      auth: 'user',
      rate: 'write',
      cache: 'private',
      errors: [
        'FORBIDDEN',
        'REVIEW_NOT_FOUND',
        'QUESTION_NOT_FOUND',
        'ANSWER_NOT_FOUND',
        'POST_NOT_FOUND',
        'COMMENT_NOT_FOUND',
        'OWN_CONTENT',
        'BLOCKED',
      ],
      docs: {
        summary: 'Votes for or against a post, a review, a question or an answer.',
        example: { subject: { kind: 'post', id: 1 }, value: 1 },
      },
    })
    .input(votesContract.setVoteInput)
    .output(votesContract.setVoteOutput)
    .mutation(({ ctx, input }) => castVote(ctx, input)),
} satisfies TRPCRouterRecord
