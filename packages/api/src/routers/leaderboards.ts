import { aroundPlayer, leaderboardsContract, listLeaderboard } from '@loadout/core/leaderboards'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

export const leaderboardsRouter = {
  list: procedure
    .meta({
      rest: 'GET /leaderboards',
      auth: 'public',
      rate: 'read',
      // Names are in it: a consent that is taken back must not live on in caches.
      cache: { maxAge: 1, staleWhileRevalidate: 10 },
      errors: ['BAD_CURSOR'],
      docs: {
        summary: 'The best players of a queue by rating, ACS or win rate.',
        example: { queue: 'competitive', by: 'acs', region: 'eu', limit: 50 },
      },
    })
    .input(leaderboardsContract.leaderboardInput.prefault({}))
    .output(leaderboardsContract.leaderboardOutput)
    .query(({ ctx, input }) => listLeaderboard(ctx, input)),

  around: procedure
    .meta({
      rest: 'GET /leaderboards/around/{player}',
      auth: 'public',
      rate: 'read',
      cache: 'private',
      errors: ['PLAYER_NOT_FOUND', 'PLAYER_PRIVATE'],
      docs: {
        summary: 'The place of a player on a leaderboard, and those around it.',
        example: { player: 'Name#TAG', queue: 'competitive', limit: 5 },
      },
    })
    .input(leaderboardsContract.leaderboardAroundInput)
    .output(leaderboardsContract.leaderboardAroundOutput)
    .query(({ ctx, input }) => aroundPlayer(ctx, input)),
} satisfies TRPCRouterRecord
