import { react, votesContract } from '@loadout/core/votes'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

export const reactionsRouter = {
  set: procedure
    .meta({
      rest: 'PUT /reactions/{subject.kind}/{subject.id}',
      auth: 'user',
      rate: 'write',
      cache: 'private',
      errors: ['FORBIDDEN', 'POST_NOT_FOUND', 'BLOCKED'],
      docs: {
        summary: 'Reacts to a post with an emoji, or takes that back.',
        example: { subject: { kind: 'post', id: 1 }, emoji: '🔥', on: true },
      },
    })
    .input(votesContract.setReactionInput)
    .output(votesContract.setReactionOutput)
    .mutation(({ ctx, input }) => react(ctx, input)),
} satisfies TRPCRouterRecord
