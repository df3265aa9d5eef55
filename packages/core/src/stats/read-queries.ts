import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { AGENT_SUMS } from './queries/agent-rollup.ts'
import { MAP_SUMS } from './queries/map-rollup.ts'
import { type RollupFilter, rollupCondition, sumsOf } from './queries/rollup-condition.ts'

/** What readers compare: the version in use, and a revision that moves with its sums. */
export function readState(db: Kysely<Database>) {
  return db.selectFrom('stats_state').selectAll().executeTakeFirstOrThrow()
}

/** What a cell of the role board is made from. */
export const RECORD_SUMS = ['wins', 'losses', 'draws', 'rounds', 'rounds_won'] as const

export type AgentSumsRow = Awaited<ReturnType<typeof agentSumsByMap>>[number]

/** Sums per map and agent: at most maps x agents rows, whatever the number of matches. */
export function agentSumsByMap(db: Kysely<Database>, filter: RollupFilter) {
  return db
    .selectFrom('agent_rollup')
    .select(['map_key', 'agent_key'])
    .select(() => sumsOf(RECORD_SUMS))
    .where(rollupCondition(filter))
    .groupBy(['map_key', 'agent_key'])
    .execute()
}

export type AgentTotalsRow = Awaited<ReturnType<typeof agentSums>>[number]

/** Every sum per agent. */
export function agentSums(db: Kysely<Database>, filter: RollupFilter) {
  return db
    .selectFrom('agent_rollup')
    .select('agent_key')
    .select(() => sumsOf(AGENT_SUMS))
    .where(rollupCondition(filter))
    .groupBy('agent_key')
    .execute()
}

/** What is shown of an agent in a part of the matches: there are many parts, so only what they need. */
const PART_SUMS = [
  ...RECORD_SUMS,
  ...(['score', 'kills', 'deaths', 'assists', 'damage', 'kast_rounds'] as const),
  ...(['headshots', 'bodyshots', 'legshots'] as const),
] as const

export type AgentPartRow = Awaited<ReturnType<typeof sumsOfAgent>>[number]

/** Sums of one agent in parts: per map, or per tier group. */
export function sumsOfAgent(
  db: Kysely<Database>,
  filter: RollupFilter & { readonly agentKey: number },
  by: 'map_key' | 'tier_group',
) {
  return db
    .selectFrom('agent_rollup')
    .select(() => [sql<number>`${sql.ref(by)}`.as('part'), ...sumsOf(PART_SUMS)])
    .where(rollupCondition(filter))
    .where('agent_key', '=', filter.agentKey)
    .groupBy(by)
    .execute()
}

export type MapSumsRow = Awaited<ReturnType<typeof mapSums>>[number]

export function mapSums(db: Kysely<Database>, filter: RollupFilter) {
  return db
    .selectFrom('map_rollup')
    .select('map_key')
    .select(() => sumsOf(MAP_SUMS))
    .where(rollupCondition(filter))
    .groupBy('map_key')
    .execute()
}

/** Sums of all the maps asked for, per tier group. */
export function mapSumsByTier(db: Kysely<Database>, filter: RollupFilter) {
  return db
    .selectFrom('map_rollup')
    .select('tier_group')
    .select(() => sumsOf(MAP_SUMS))
    .where(rollupCondition(filter))
    .groupBy('tier_group')
    .execute()
}

/** The number of matches that a filter is about. */
export async function countMatches(db: Kysely<Database>, filter: RollupFilter): Promise<number> {
  const row = await db
    .selectFrom('map_rollup')
    .select(() => sumsOf(['matches']))
    .where(rollupCondition(filter))
    .executeTakeFirst()
  return row?.matches ?? 0
}
