import type { ErrorCode } from '@loadout/core'
import { leaderboardsContract, rankDistribution } from '@loadout/core/leaderboards'
import {
  agentPage,
  agentStats,
  compStats,
  duoStats,
  mapPage,
  mapStats,
  roleBoard,
  statsContract,
  tierList,
  trends,
  weaponStats,
} from '@loadout/core/stats'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

/** A match is visible within a second: nothing in between may keep an answer longer than that. */
const PUBLIC_STATS = {
  auth: 'public',
  rate: 'read',
  cache: { maxAge: 1, staleWhileRevalidate: 10 },
} as const satisfies Partial<ProcedureMeta>

/** What a page of statistics is made from moves the roll-ups' revision, and nothing else does. */
function page(summary: string, example: unknown, errors: readonly ErrorCode[] = []): ProcedureMeta {
  return { ...PUBLIC_STATS, revision: 'stats', errors, docs: { summary, example } }
}

export const statsRouter = {
  roleBoard: procedure
    .meta(page('The best agents of each role, on every map and on all of them.', { top: 3 }))
    .input(statsContract.roleBoardInput.prefault({}))
    .output(statsContract.roleBoardOutput)
    .query(({ ctx, input }) => roleBoard(ctx, input)),

  agents: procedure
    .meta(page('Every agent with all its measures.', { role: 'duelist', sort: 'acs' }))
    .input(statsContract.agentStatsInput.prefault({}))
    .output(statsContract.agentStatsOutput)
    .query(({ ctx, input }) => agentStats(ctx, input)),

  agent: procedure
    .meta(
      page('One agent: by map, by tier, and beside its role.', { agent: 'Jett' }, [
        'AGENT_NOT_FOUND',
      ]),
    )
    .input(statsContract.agentPageInput)
    .output(statsContract.agentPageOutput)
    .query(({ ctx, input }) => agentPage(ctx, input)),

  tierList: procedure
    .meta(page('Agents by letter, S to D.', { map: 'Ascent', method: 'psScore' }))
    .input(statsContract.tierListInput.prefault({}))
    .output(statsContract.tierListOutput)
    .query(({ ctx, input }) => tierList(ctx, input)),

  maps: procedure
    .meta(page('Every map: how often it is played, how its rounds go.', { tier: 'high' }))
    .input(statsContract.mapStatsInput.prefault({}))
    .output(statsContract.mapStatsOutput)
    .query(({ ctx, input }) => mapStats(ctx, input)),

  map: procedure
    .meta(page('One map: by tier, and who does best on it.', { map: 'Ascent' }, ['MAP_NOT_FOUND']))
    .input(statsContract.mapPageInput)
    .output(statsContract.mapPageOutput)
    .query(({ ctx, input }) => mapPage(ctx, input)),

  weapons: procedure
    .meta(page('Weapons and abilities: kills, hits, damage.', { kind: 'rifle', agent: 'Jett' }))
    .input(statsContract.weaponStatsInput.prefault({}))
    .output(statsContract.weaponStatsOutput)
    .query(({ ctx, input }) => weaponStats(ctx, input)),

  comps: procedure
    .meta(page('Team compositions, best first, by cursor.', { map: 'Ascent' }, ['BAD_CURSOR']))
    .input(statsContract.compStatsInput.prefault({}))
    .output(statsContract.compStatsOutput)
    .query(({ ctx, input }) => compStats(ctx, input)),

  duos: procedure
    .meta(
      page('Pairs of agents, and whether they win more than either predicts.', { agent: 'Jett' }),
    )
    .input(statsContract.duoStatsInput.prefault({}))
    .output(statsContract.duoStatsOutput)
    .query(({ ctx, input }) => duoStats(ctx, input)),

  trends: procedure
    .meta(
      page('A measure per day or week, for one agent or every agent.', {
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
      page('How many players have which rank, and the share that has it or a higher one.', {
        queue: 'competitive',
        region: 'eu',
      }),
    )
    .input(leaderboardsContract.rankDistributionInput.prefault({}))
    .output(leaderboardsContract.rankDistributionOutput)
    .query(({ ctx, input }) => rankDistribution(ctx, input)),
} satisfies TRPCRouterRecord
