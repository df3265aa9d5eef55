import { leaderboardsContract, rankDistribution } from '@loadout/core/leaderboards'
import { mapPage, mapStats, statsContract, trends, weaponStats } from '@loadout/core/stats'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'
import { agentProcedures } from './stats-agents.ts'
import { statsPage } from './stats-page.ts'

export const statsRouter = {
  ...agentProcedures,

  maps: procedure
    .meta(
      statsPage('/stats/maps', 'Every map: how often it is played, how its rounds go.', {
        tier: 'high',
      }),
    )
    .input(statsContract.mapStatsInput.prefault({}))
    .output(statsContract.mapStatsOutput)
    .query(({ ctx, input }) => mapStats(ctx, input)),

  map: procedure
    .meta(
      statsPage(
        '/stats/maps/{map}',
        'One map: by tier, and who does best on it.',
        { map: 'Ascent' },
        ['MAP_NOT_FOUND'],
      ),
    )
    .input(statsContract.mapPageInput)
    .output(statsContract.mapPageOutput)
    .query(({ ctx, input }) => mapPage(ctx, input)),

  weapons: procedure
    .meta(
      statsPage('/stats/weapons', 'Weapons and abilities: kills, hits, damage.', {
        kind: 'rifle',
        agent: 'Jett',
      }),
    )
    .input(statsContract.weaponStatsInput.prefault({}))
    .output(statsContract.weaponStatsOutput)
    .query(({ ctx, input }) => weaponStats(ctx, input)),

  trends: procedure
    .meta(
      statsPage('/stats/trends', 'A measure per day or week, for one agent or every agent.', {
        agent: 'Jett',
        metric: 'winRate',
        interval: 'week',
      }),
    )
    .input(statsContract.trendsInput.prefault({}))
    .output(statsContract.trendsOutput)
    .query(({ ctx, input }) => trends(ctx, input)),

  distribution: procedure
    .meta(
      statsPage(
        '/stats/distribution',
        'How many players have which rank, and the share that has it or a higher one.',
        {
          queue: 'competitive',
          region: 'eu',
        },
      ),
    )
    .input(leaderboardsContract.rankDistributionInput.prefault({}))
    .output(leaderboardsContract.rankDistributionOutput)
    .query(({ ctx, input }) => rankDistribution(ctx, input)),
} satisfies TRPCRouterRecord
