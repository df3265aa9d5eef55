import type { LanebreakDocument, LanebreakRound, LogEntry, Side } from './document.ts'

/**
 * An independent count, from the raw documents and in other words than the measures: what statistics
 * must say of a hero or a map. Lanebreak's halves have `half` rounds.
 */
export interface HeroCount {
  games: number
  wins: number
  losses: number
  draws: number
  rounds: number
  score: number
  kills: number
  deaths: number
  assists: number
  damage: number
  firstBloods: number
}

export function countHeroes(
  documents: readonly LanebreakDocument[],
): ReadonlyMap<string, HeroCount> {
  const counts = new Map<string, HeroCount>()
  for (const { head, lineup, rounds } of documents) {
    lineup.forEach(({ side, hero, totals }, seat) => {
      if (side === null || rounds === null) return
      const count = counts.get(hero.toLowerCase()) ?? nothing()
      counts.set(hero.toLowerCase(), count)
      count.games += 1
      count[resultOf(head.winner, side)] += 1
      count.rounds += rounds.length
      count.score += totals.points
      count.kills += totals.kos
      count.deaths += totals.downs
      count.assists += totals.helps
      count.damage += damageOf(rounds, seat)
      count.firstBloods += rounds.filter(({ log }) => firstBy(log) === seat).length
    })
  }
  return counts
}

function nothing(): HeroCount {
  const results = { games: 0, wins: 0, losses: 0, draws: 0, rounds: 0, score: 0 }
  return { ...results, kills: 0, deaths: 0, assists: 0, damage: 0, firstBloods: 0 }
}

function resultOf(winner: Side | null, side: Side): 'wins' | 'losses' | 'draws' {
  if (winner === null) return 'draws'
  return winner === side ? 'wins' : 'losses'
}

function damageOf(rounds: readonly LanebreakRound[], seat: number): number {
  const hits = rounds.flatMap(({ log }) => log.filter((entry) => entry.is === 'hit'))
  return hits.reduce((sum, { by, damage }) => (by === seat ? sum + damage : sum), 0)
}

function firstBy(log: readonly LogEntry[]): number | undefined {
  return log.find((entry) => entry.is === 'ko')?.by
}

/** Rounds in which a player got a knock-out, helped, lived on, or was avenged within five seconds. */
export function kastRoundsOf({ lineup, rounds }: LanebreakDocument, seat: number): number {
  const isMate = (other: number) => lineup[other]?.side === lineup[seat]?.side
  return (rounds ?? []).filter(({ log }) => {
    const kos = log.filter((entry) => entry.is === 'ko')
    const death = kos.find(({ on }) => on === seat)
    if (death === undefined) return true
    if (kos.some(({ by, help }) => by === seat || help.includes(seat))) return true
    return kos.some(
      ({ by, on, ms }) => on === death.by && isMate(by) && ms >= death.ms && ms - death.ms <= 5_000,
    )
  }).length
}

/** Who attacked each round, by the game's own rule; nobody attacks in a forfeited one. */
export function attackersOf(
  { head, rounds }: LanebreakDocument,
  half: number,
): readonly (Side | null)[] {
  const other = head.opening === 'amber' ? 'jade' : 'amber'
  const firstTwoHalves = [...Array(half).fill(head.opening), ...Array(half).fill(other)]
  return (rounds ?? []).map(({ by }, index) => {
    if (by === 'forfeit') return null
    return firstTwoHalves[index] ?? (index % 2 === 0 ? head.opening : other)
  })
}

export interface MapCount {
  matches: number
  rounds: number
  sided: number
  attackWins: number
  draws: number
  forfeits: number
}

export function countMaps(
  documents: readonly LanebreakDocument[],
  half: number,
): ReadonlyMap<string, MapCount> {
  return new Map(
    [...Map.groupBy(documents, ({ head }) => head.arena)].map(([arena, of]) => {
      const rounds = of.flatMap((document) => {
        const attackers = attackersOf(document, half)
        return (document.rounds ?? []).map((round, n) => ({ ...round, attacker: attackers[n] }))
      })
      const count = {
        matches: of.length,
        rounds: rounds.length,
        sided: rounds.filter(({ attacker }) => attacker !== null).length,
        attackWins: rounds.filter(({ won, attacker }) => won === attacker).length,
        draws: of.filter(({ head }) => head.winner === null).length,
        forfeits: rounds.filter(({ by }) => by === 'forfeit').length,
      }
      return [arena, count]
    }),
  )
}
