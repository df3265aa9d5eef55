import { type RawBuilder, sql } from 'kysely'
import { GAME_COUNTS, type RollupName } from '../rollups.ts'

/** How many games, or matches, a row of a roll-up stands for. */
export function gamesIn(rollup: RollupName): RawBuilder<number> {
  return sql.join(
    GAME_COUNTS[rollup].map((column) => sql.ref(column)),
    sql` + `,
  )
}
