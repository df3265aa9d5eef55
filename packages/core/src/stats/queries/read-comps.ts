import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { type RollupFilter, rollupCondition } from './rollup-condition.ts'
import { COMP_SUMS } from './team-rollups.ts'
import { ALL } from './upsert-sums.ts'
import { wilsonLower } from './wilson-lower.ts'

export interface CompQuery extends RollupFilter {
  /** At least 2: compositions that were seen once are in no index. */
  readonly minGames: number
  readonly sort: 'winRate' | 'games'
  readonly limit: number
  /** Rank and composition of the last row of the page before. */
  readonly after: readonly [rank: number, comp: string] | null
}

/** Sums of a composition, and what it is sorted by. */
export type CompRow = Record<(typeof COMP_SUMS)[number] | 'rank', number> & {
  readonly comp: string
}

/** Compositions of the patch, or of all patches, best first. */
export async function compSums(
  db: Kysely<Database>,
  { after, minGames, sort, limit, ...filter }: CompQuery,
): Promise<readonly CompRow[]> {
  const rollup = filter.keys.patch_key === undefined ? 'comp_total_rollup' : 'comp_rollup'
  const keys = { map_key: ALL, ...filter.keys }
  const rank = sort === 'games' ? sql`games::float8` : wilsonLower(sql`wins`, sql`games`)
  const sums = sql.join(COMP_SUMS.map((column) => sql.ref(column)))
  const next =
    after === null
      ? sql`true`
      : sql`rank < ${after[0]} or (rank = ${after[0]} and comp > ${after[1]})`
  const { rows } = await sql<CompRow>`
    select comp, ${sums}, rank
    from ${sql.table(rollup)} cross join lateral (select ${rank} as rank) as ranked
    where ${rollupCondition({ ...filter, keys })} and games >= ${minGames} and (${next})
    order by rank desc, comp
    limit ${limit}
  `.execute(db)
  return rows
}
