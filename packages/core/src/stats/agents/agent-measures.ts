import type { z } from 'zod'
import { gameMeasures } from '../measures/game-measures.ts'
import { rate } from '../rate.ts'
import { agentCell, type Played } from './agent-cell.ts'
import type { AgentEntry, AgentSums } from './agent-entries.ts'
import type { AgentStats, agentStatsInput } from './contract.ts'
import type { Standing } from './standings.ts'

/** Player slots of a match. */
const PLAYERS = 10

export type Side = NonNullable<z.output<typeof agentStatsInput>['side']>

const ROUND_WIN_RATE = {
  both: 'roundWinRate',
  attack: 'attackRoundWinRate',
  defence: 'defenceRoundWinRate',
} as const

/** Every measure of one agent, from its sums. With a side, the round win rate is that side's. */
export function agentMeasures(
  entry: AgentEntry<AgentSums>,
  standing: Standing | undefined,
  of: Played & { readonly side: Side | undefined },
): AgentStats {
  const { sums, games } = entry
  const measures = gameMeasures(sums)
  return {
    ...measures,
    ...agentCell(entry, standing, of),
    roundWinRate: measures[ROUND_WIN_RATE[of.side ?? 'both']],
    nonMirrorWinRate: rate(sums.non_mirror_wins, games - sums.mirror_games),
    slotRate: rate(games, PLAYERS * of.matches),
    presence: rate(sums.matches, of.matches),
  }
}
