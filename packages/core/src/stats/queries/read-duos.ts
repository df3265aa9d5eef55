import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { type RollupFilter, rollupCondition, sumsOf } from './rollup-condition.ts'
import { TEAM_SUMS } from './team-rollups.ts'
import { ALL } from './upsert-sums.ts'

export interface DuoQuery extends RollupFilter {
  readonly minGames: number
  /** Pairs with this agent only. */
  readonly agentKey: number | undefined
}

export type DuoRow = Awaited<ReturnType<typeof duoSums>>[number]

/** Sums per pair of agents: at most a few hundred rows. */
export function duoSums(db: Kysely<Database>, { minGames, agentKey, ...filter }: DuoQuery) {
  const keys = { map_key: ALL, ...filter.keys }
  return db
    .selectFrom('duo_rollup')
    .select(['agent_key', 'partner_key'])
    .select(() => sumsOf(TEAM_SUMS))
    .where(rollupCondition({ ...filter, keys }))
    .$if(agentKey !== undefined, (rows) =>
      rows.where(sql<boolean>`${agentKey} in (agent_key, partner_key)`),
    )
    .groupBy(['agent_key', 'partner_key'])
    .having(sql<boolean>`sum(games) >= ${Math.max(1, minGames)}`)
    .execute()
}
