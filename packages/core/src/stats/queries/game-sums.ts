import { type RawBuilder, sql } from 'kysely'
import { GAME_SUMS, PLAYER_SUM_COLUMNS } from '../../db/player-sums.ts'

/** What feeds the sums that no game has as such. `spent` and casts are null where a source does not say. */
const DERIVED: Readonly<Record<string, RawBuilder<unknown>>> = {
  wins: sql`count(*) filter (where winner = team)`,
  losses: sql`count(*) filter (where winner <> team and winner <> 0)`,
  draws: sql`count(*) filter (where winner = 0)`,
  defence_rounds: sql`sum(sided_rounds - attack_rounds)`,
  defence_wins: sql`sum(rounds_won - attack_wins)`,
  spent: sql`coalesce(sum(spent), 0)`,
  priced_damage: sql`coalesce(sum(damage) filter (where spent is not null), 0)`,
  cast_rounds: sql`coalesce(sum(rounds) filter (where grenade_casts is not null), 0)`,
  grenade_casts: sql`coalesce(sum(grenade_casts), 0)`,
  ability1_casts: sql`coalesce(sum(ability1_casts), 0)`,
  ability2_casts: sql`coalesce(sum(ability2_casts), 0)`,
  ultimate_casts: sql`coalesce(sum(ultimate_casts), 0)`,
}

/** The one sum of a batch that may exceed 32 bits. Sums of 32-bit sums are integers, not numerics: faster. */
const WIDE = 'spent'

/** Sums over `player_game`, one select item per column of `GAME_SUMS`. */
export const gameSums: RawBuilder<unknown> = sql.join(
  GAME_SUMS.map((column) => {
    const plain = (PLAYER_SUM_COLUMNS as readonly string[]).includes(column)
    const sum = plain ? sql`sum(${sql.ref(column)})` : (DERIVED[column] ?? sql`null`)
    const type = column === WIDE ? sql`bigint` : sql`integer`
    return sql`(${sum})::${type} as ${sql.ref(column)}`
  }),
)
