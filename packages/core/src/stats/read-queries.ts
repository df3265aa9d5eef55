import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { FilterKeys } from './resolve-filter.ts'
import { type TierFilter, tierGroup } from './tier-groups.ts'

export interface RollupFilter {
  readonly version: number
  readonly keys: FilterKeys
  readonly tier: TierFilter
}

/** What readers compare: the version in use, and a revision that moves with its sums. */
export function readState(db: Kysely<Database>) {
  return db.selectFrom('stats_state').selectAll().executeTakeFirstOrThrow()
}

export type AgentSumsRow = Awaited<ReturnType<typeof agentSumsByMap>>[number]

const AGENT_COLUMNS = [
  'matches',
  'wins',
  'losses',
  'draws',
  'rounds',
  'rounds_won',
  'score',
  'kills',
  'deaths',
  'assists',
  'damage',
  'headshots',
  'bodyshots',
  'legshots',
  'first_bloods',
  'first_deaths',
  'kast_rounds',
] as const

/** Sums per map and agent: at most maps x agents rows, whatever the number of matches. */
export function agentSumsByMap(db: Kysely<Database>, filter: RollupFilter) {
  return db
    .selectFrom('agent_rollup')
    .select(['map_key', 'agent_key'])
    .select(() =>
      AGENT_COLUMNS.map((column) => sql<number>`sum(${sql.ref(column)})::bigint`.as(column)),
    )
    .where((eb) => rollupCondition(eb, filter))
    .groupBy(['map_key', 'agent_key'])
    .execute()
}

export type MapSumsRow = Awaited<ReturnType<typeof mapSums>>[number]

const MAP_COLUMNS = [
  'matches',
  'rounds',
  'sided_rounds',
  'attack_wins',
  'draws',
  'surrenders',
] as const

export function mapSums(db: Kysely<Database>, filter: RollupFilter) {
  return db
    .selectFrom('map_rollup')
    .select('map_key')
    .select(() =>
      MAP_COLUMNS.map((column) => sql<number>`sum(${sql.ref(column)})::bigint`.as(column)),
    )
    .where((eb) => rollupCondition(eb, filter))
    .groupBy('map_key')
    .execute()
}

function rollupCondition(
  eb: ExpressionBuilder<
    Pick<Database, 'agent_rollup' | 'map_rollup'>,
    'agent_rollup' | 'map_rollup'
  >,
  filter: RollupFilter,
) {
  const conditions = [
    sql<boolean>`version = ${filter.version}`,
    sql<boolean>`tier_group = ${tierGroup(filter.tier)}`,
  ]
  for (const [column, key] of Object.entries(filter.keys)) {
    if (key !== undefined) conditions.push(sql<boolean>`${sql.ref(column)} = ${key}`)
  }
  return eb.and(conditions)
}
