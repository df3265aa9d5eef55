import type { FightResult, Kill } from './fight.ts'
import type { RoundTeam } from './modes.ts'
import type { Seat } from './roster.ts'

/** Points for a kill by the number of enemies that still stood (index), as the game awards them. */
const KILL_POINTS = [0, 70, 90, 110, 130, 150]
const MULTI_KILL_POINTS = 50
const ASSIST_POINTS = 25

export function isSelfKill(kill: Kill): boolean {
  return kill.killer === kill.victim
}

/**
 * Whether a player's totals count the death. Documents leave out whom the spike or a fall killed (no item),
 * but count whoever died by an ability or weapon of their own.
 */
export function isCountedDeath(kill: Kill): boolean {
  return !isSelfKill(kill) || kill.finishingDamage.damageItem !== ''
}

/**
 * Combat score of a round per seat: enemy damage, kill points, 50 for each kill after the first, and 25
 * for each assist. Self kills and damage to oneself or team mates score nothing.
 */
export function roundScores(seats: readonly Seat[], result: FightResult): number[] {
  return seats.map((seat) => {
    const kills = result.kills.filter((kill) => kill.killer === seat.index && !isSelfKill(kill))
    const assists = result.kills.filter((kill) => kill.assistants.includes(seat.index)).length
    const killPoints = kills.reduce((sum, kill) => sum + (KILL_POINTS[kill.enemiesAlive] ?? 0), 0)
    const multi = Math.max(0, kills.length - 1) * MULTI_KILL_POINTS
    return enemyDamage(seats, seat, result) + killPoints + multi + assists * ASSIST_POINTS
  })
}

function enemyDamage(seats: readonly Seat[], dealer: Seat, result: FightResult): number {
  let sum = 0
  for (const [receiver, hits] of result.damage.of(dealer.index)) {
    if (seats[receiver]?.team !== dealer.team) sum += hits.damage
  }
  return sum
}

export interface CeremonyInput {
  readonly seats: readonly Seat[]
  readonly result: FightResult
  readonly winner: RoundTeam
  /** Loadout value of the winners in relation to the losers'. */
  readonly loadoutRatio: number
}

/** The round's headline as the game chooses it: the rarest feat first. */
export function ceremonyOf({ seats, result, winner, loadoutRatio }: CeremonyInput): string {
  const winners = seats.filter((seat) => seat.team === winner)
  const counts = winners.map(
    (seat) => result.kills.filter((kill) => kill.killer === seat.index && !isSelfKill(kill)).length,
  )
  if (counts.some((count) => count >= 5)) return 'CeremonyAce'
  if (counts.every((count) => count === 1)) return 'CeremonyTeamAce'
  const standing = winners.filter((seat) => result.survivors.has(seat.index)).length
  if (standing === 1 && wonAlone(winners, result) >= 2) return 'CeremonyClutch'
  if (standing === winners.length) return 'CeremonyFlawless'
  if (loadoutRatio < 0.45) return 'CeremonyThrifty'
  return counts.some((count) => count >= 4) ? 'CeremonyCloser' : 'CeremonyDefault'
}

/** Kills of the last winner standing after everybody else of the team had fallen. */
function wonAlone(winners: readonly Seat[], result: FightResult): number {
  const team = new Set(winners.map((seat) => seat.index))
  return result.kills.filter((kill, index) => {
    const before = result.kills[index - 1]?.alive
    return (
      before !== undefined &&
      team.has(kill.killer) &&
      before.filter((seat) => team.has(seat)).length === 1
    )
  }).length
}
