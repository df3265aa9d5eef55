import type { PreparedDocument } from '@loadout/core/matches'
import {
  CLUTCH_LANES,
  MATCH_LANES,
  ROUND_LANES,
  SEAT_LANES,
} from '../../../packages/core/src/matches/lanes.ts'
import { unpackLanes } from '../../../packages/core/src/matches/testing/unpack-lanes.ts'

type PackedRows = Extract<PreparedDocument, { kind: 'match' }>['rows']

/** The rows of a match as the views `match_game` and `player_game` show them once they are stored. */
export function plainRows(rows: PackedRows) {
  const match = { ...rows.match, ...unpackLanes(MATCH_LANES, rows.match.round_counts) }
  const blueAttackRounds = match.sided_rounds - match.red_attack_rounds
  return {
    match,
    players: rows.players.map((row) => {
      const { blue, ...seat } = unpackLanes(SEAT_LANES, row.seat)
      return {
        ...row,
        ...seat,
        ...unpackLanes(ROUND_LANES, row.round_counts),
        ...unpackLanes(CLUTCH_LANES, row.clutch_counts),
        rounds_won: blue === 0 ? match.red_score : match.blue_score,
        attack_rounds: blue === 0 ? match.red_attack_rounds : blueAttackRounds,
        attack_wins: blue === 0 ? match.red_attack_wins : match.blue_attack_wins,
      }
    }),
  }
}
