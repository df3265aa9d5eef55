import { feedsContract as contract, listFeed, listFollowed, listMine } from '@loadout/core/feeds'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

export const feedRouter = {
  list: procedure
    .meta({
      rest: 'GET /feed',
      auth: 'public',
      rate: 'read',
      // What is taken back or hidden must not live on in caches.
      cache: { maxAge: 1, staleWhileRevalidate: 10 },
      revision: 'feed',
      withoutRedis: 'database',
      errors: ['BAD_CURSOR', 'SUBJECT_NOT_FOUND'],
      docs: {
        summary:
          'Posts, all of them or those of an author, with a tag or about something: the newest, the hottest or the best first.',
        example: { sort: 'hot', tag: 'guides', limit: 20 },
      },
    })
    .input(contract.feedListInput.prefault({}))
    .output(contract.feedListOutput)
    .query(({ ctx, input }) => listFeed(ctx, input)),

  followed: procedure
    .meta({
      rest: 'GET /feed/followed',
      auth: 'user',
      rate: 'read',
      cache: 'private',
      withoutRedis: 'database',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: {
        summary:
          'Posts of the people, about the products and with the tags that the caller follows, the newest first.',
        example: { limit: 20 },
      },
    })
    .input(contract.feedFollowedInput.prefault({}))
    .output(contract.feedFollowedOutput)
    .query(({ ctx, input }) => listFollowed(ctx, input)),

  mine: procedure
    .meta({
      rest: 'GET /feed/mine',
      auth: 'user',
      rate: 'read',
      cache: 'private',
      withoutRedis: 'database',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'The posts of the caller as the caller sees them.', example: { limit: 20 } },
    })
    .input(contract.feedMineInput.prefault({}))
    .output(contract.feedMineOutput)
    .query(({ ctx, input }) => listMine(ctx, input)),
} satisfies TRPCRouterRecord
