import { agentStats, mapStats, roleBoard, statsContract } from '@loadout/core/stats'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

/** A match is visible within a second: nothing in between may keep an answer longer than that. */
const PUBLIC_STATS = {
  auth: 'public',
  rate: 'read',
  cache: { maxAge: 1, staleWhileRevalidate: 10 },
} as const satisfies Partial<ProcedureMeta>

export const statsRouter = {
  roleBoard: procedure
    .meta({
      ...PUBLIC_STATS,
      errors: [],
      docs: {
        summary: 'The best agents of each role, for every map and for all maps together.',
        example: { queue: 'competitive', top: 3 },
      },
    })
    .input(statsContract.roleBoardInput.prefault({}))
    .output(statsContract.roleBoardOutput)
    .query(({ ctx, input }) => roleBoard(ctx, input)),

  agents: procedure
    .meta({
      ...PUBLIC_STATS,
      errors: [],
      docs: {
        summary: 'Every agent with all its measures, sorted by one of them.',
        example: { queue: 'competitive', role: 'duelist', sort: 'acs' },
      },
    })
    .input(statsContract.agentStatsInput.prefault({}))
    .output(statsContract.agentStatsOutput)
    .query(({ ctx, input }) => agentStats(ctx, input)),

  maps: procedure
    .meta({
      ...PUBLIC_STATS,
      errors: [],
      docs: {
        summary: 'Every map: how often it is played and how well its attackers do.',
        example: { queue: 'competitive', tier: 'high' },
      },
    })
    .input(statsContract.mapStatsInput.prefault({}))
    .output(statsContract.mapStatsOutput)
    .query(({ ctx, input }) => mapStats(ctx, input)),
} satisfies TRPCRouterRecord
