import type { RoundRules } from '../../stats/content/index.ts'
import type { DocumentRound, MatchDocument, Team } from '../match-document.ts'
import { type Death, lastingDeaths } from './deaths.ts'

export interface Clutch {
  readonly player: number
  /** Opponents alive when the player became the last of the team: the N of 1vN, 1 to 5. */
  readonly opponents: number
  readonly won: boolean
}

/**
 * Clutches of a round, at most one per team: a player is the last one alive of the team while opponents
 * are alive and the round is open. The last two alive have a 1v1 both. Won when the team wins the round,
 * also by spike or time. Counted from who is alive, as the document's own ceremony names wins only, and
 * not all of them. Revived players count as alive (see `lastingDeaths`).
 */
export function clutchesOf(
  match: MatchDocument,
  round: DocumentRound,
  deaths: readonly Death[] = lastingDeaths(round),
): readonly Clutch[] {
  if (round.result === 'surrendered') return []
  const alive: AlivePlayers = { red: new Set(), blue: new Set() }
  match.players.forEach(({ team }, player) => {
    alive[team].add(player)
  })
  const clutches = new Map<Team, Clutch>()
  const end = decidedAt(round, match.rules)
  for (const death of deaths) {
    if (death.atMs > end) break
    alive.red.delete(death.player)
    alive.blue.delete(death.player)
    for (const team of ['red', 'blue'] as const) {
      const last = clutches.has(team) ? null : lastAlive(alive, team)
      if (last !== null) clutches.set(team, { ...last, won: round.winner === team })
    }
  }
  return [...clutches.values()]
}

type AlivePlayers = Readonly<Record<Team, Set<number>>>

/** The only player left of a team that still has opponents, with their number. */
function lastAlive(alive: AlivePlayers, team: Team): Omit<Clutch, 'won'> | null {
  const [player, ...others] = alive[team]
  const opponents = alive[team === 'red' ? 'blue' : 'red'].size
  return player === undefined || others.length > 0 || opponents === 0 ? null : { player, opponents }
}

/**
 * When the round was over, in milliseconds since its start; Infinity when the last kill decided it.
 * Deaths from then on decide nothing.
 */
function decidedAt(round: DocumentRound, rules: RoundRules): number {
  if (round.result === 'defuse' && round.defuse) return round.defuse.atMs
  if (round.result === 'detonate' && round.plant) return round.plant.atMs + rules.fuseMs
  return round.result === 'time' ? rules.roundMs : Number.POSITIVE_INFINITY
}
