import type { RiotKill, RiotMatchDocument, RiotRound } from '@loadout/simulator'

/** What the events of a raw document say about one player, by rules written out here once more. */
export interface ClaimedTotals {
  readonly kills: number
  readonly deaths: number
  readonly assists: number
  readonly score: number
  readonly rounds: number
  readonly damage: number
  readonly damage_received: number
  readonly headshots: number
  readonly plants: number
  readonly defuses: number
  readonly first_bloods: number
  readonly first_deaths: number
  /** Rounds with two, three, four, and five or more kills. */
  readonly k2: number
  readonly k3: number
  readonly k4: number
  readonly k5: number
  readonly attack_rounds: number
  readonly attack_wins: number
  readonly rounds_won: number
}

export type Color = 'Red' | 'Blue'

const HALVES: Readonly<Record<string, number>> = { swiftplay: 4, spikerush: 3 }

/** Red attacks the first half, Blue the second, then they take turns. */
export function attackersOf({ matchInfo }: RiotMatchDocument, { roundNum }: RiotRound): Color {
  const half = HALVES[matchInfo.queueId] ?? 12
  if (roundNum >= 2 * half) return roundNum % 2 === 0 ? 'Red' : 'Blue'
  return roundNum < half ? 'Red' : 'Blue'
}

/** Rounds that were played to their end; those after a surrender have no events. */
export function playedOut(document: RiotMatchDocument): readonly RiotRound[] {
  return (document.roundResults ?? []).filter((round) => round.roundResultCode !== 'Surrendered')
}

export function killsIn(round: RiotRound): readonly RiotKill[] {
  return round.playerStats
    .flatMap((player) => player.kills)
    .sort((a, b) => a.timeSinceRoundStartMillis - b.timeSinceRoundStartMillis)
}

export function teamOf(document: RiotMatchDocument, puuid: string | null): string | undefined {
  return document.players.find((player) => player.puuid === puuid)?.teamId
}

export function claimedTotals(document: RiotMatchDocument, puuid: string): ClaimedTotals {
  const rounds = playedOut(document)
  const team = teamOf(document, puuid)
  const won = rounds.filter((round) => round.winningTeam === team)
  const attacking = (round: RiotRound) => attackersOf(document, round) === team
  const surrendered = document.roundResults?.length === rounds.length ? 0 : 1
  const isSelf = ({ killer, victim }: RiotKill) => killer === victim
  const openings = rounds.map((round) => killsIn(round).find((kill) => !isSelf(kill)))
  return {
    ...countKills(rounds.flatMap(killsIn), puuid),
    ...countMultikills(rounds, puuid),
    ...countDamage(document, puuid),
    score: sum(rounds, (round) => entryOf(round, puuid)?.score ?? 0),
    rounds: rounds.length + surrendered,
    plants: rounds.filter((round) => round.bombPlanter === puuid).length,
    defuses: rounds.filter((round) => round.bombDefuser === puuid).length,
    first_bloods: openings.filter((kill) => kill?.killer === puuid).length,
    first_deaths: openings.filter((kill) => kill?.victim === puuid).length,
    attack_rounds: rounds.filter(attacking).length,
    attack_wins: won.filter(attacking).length,
    rounds_won: won.length,
  }
}

/** A self kill is no kill; by the spike (no item) it is no death either; its assists count. */
function countKills(kills: readonly RiotKill[], puuid: string) {
  const deaths = kills.filter((kill) => kill.victim === puuid)
  return {
    kills: kills.filter((kill) => kill.killer === puuid && kill.victim !== puuid).length,
    deaths: deaths.filter((kill) => kill.killer !== puuid || kill.finishingDamage.damageItem !== '')
      .length,
    assists: kills.filter((kill) => kill.assistants.includes(puuid)).length,
  }
}

function countMultikills(rounds: readonly RiotRound[], puuid: string) {
  const counts = rounds.map(
    (round) => (entryOf(round, puuid)?.kills ?? []).filter((kill) => kill.victim !== puuid).length,
  )
  const exactly = (kills: number) => counts.filter((count) => count === kills).length
  const k5 = counts.filter((count) => count >= 5).length
  return { k2: exactly(2), k3: exactly(3), k4: exactly(4), k5 }
}

/** Damage between enemies only. */
function countDamage(document: RiotMatchDocument, puuid: string) {
  const team = teamOf(document, puuid)
  const dealt = playedOut(document)
    .flatMap((round) => entryOf(round, puuid)?.damage ?? [])
    .filter((hit) => teamOf(document, hit.receiver) !== team)
  const received = playedOut(document)
    .flatMap((round) => round.playerStats.filter((entry) => teamOf(document, entry.puuid) !== team))
    .flatMap((entry) => entry.damage.filter((hit) => hit.receiver === puuid))
  return {
    damage: sum(dealt, (hit) => hit.damage),
    headshots: sum(dealt, (hit) => hit.headshots),
    damage_received: sum(received, (hit) => hit.damage),
  }
}

function entryOf(round: RiotRound, puuid: string) {
  return round.playerStats.find((entry) => entry.puuid === puuid)
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}
