import {
  agentPage,
  agentStats,
  compStats,
  duoStats,
  roleBoard,
  statsContract,
  tierList,
} from '@loadout/core/stats'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'
import { statsPage } from './stats-page.ts'

/** Of agents, and of agents together. */
export const agentProcedures = {
  roleBoard: procedure
    .meta(
      statsPage(
        '/stats/role-board',
        'The best agents of each role, on every map and on all of them.',
        {
          top: 3,
        },
      ),
    )
    .input(statsContract.roleBoardInput.prefault({}))
    .output(statsContract.roleBoardOutput)
    .query(({ ctx, input }) => roleBoard(ctx, input)),

  agents: procedure
    .meta(
      statsPage('/stats/agents', 'Every agent with all its measures.', {
        role: 'duelist',
        sort: 'acs',
      }),
    )
    .input(statsContract.agentStatsInput.prefault({}))
    .output(statsContract.agentStatsOutput)
    .query(({ ctx, input }) => agentStats(ctx, input)),

  agent: procedure
    .meta(
      statsPage(
        '/stats/agents/{agent}',
        'One agent: by map, by tier, and beside its role.',
        { agent: 'Jett' },
        ['AGENT_NOT_FOUND'],
      ),
    )
    .input(statsContract.agentPageInput)
    .output(statsContract.agentPageOutput)
    .query(({ ctx, input }) => agentPage(ctx, input)),

  tierList: procedure
    .meta(
      statsPage('/stats/tier-list', 'Agents by letter, S to D.', {
        map: 'Ascent',
        method: 'psScore',
      }),
    )
    .input(statsContract.tierListInput.prefault({}))
    .output(statsContract.tierListOutput)
    .query(({ ctx, input }) => tierList(ctx, input)),

  comps: procedure
    .meta(
      statsPage('/stats/comps', 'Team compositions, best first, by cursor.', { map: 'Ascent' }, [
        'BAD_CURSOR',
      ]),
    )
    .input(statsContract.compStatsInput.prefault({}))
    .output(statsContract.compStatsOutput)
    .query(({ ctx, input }) => compStats(ctx, input)),

  duos: procedure
    .meta(
      statsPage('/stats/duos', 'Pairs of agents, and whether they win more than either predicts.', {
        agent: 'Jett',
      }),
    )
    .input(statsContract.duoStatsInput.prefault({}))
    .output(statsContract.duoStatsOutput)
    .query(({ ctx, input }) => duoStats(ctx, input)),
} satisfies TRPCRouterRecord
