import { LANEBREAK_CONTENT } from './content.ts'
import type { LanebreakDocument, LanebreakRound, Seat, Side } from './document.ts'
import { playRound } from './generate-round.ts'
import { Random } from './random.ts'

export type Mode = 'clash' | 'skirmish'

/** Overtime rounds before a match ends in a draw. */
const OVERTIME_ROUNDS = 2

/** A match of Lanebreak, the same one for the same seed; its totals are the sums of its log. */
export function generateMatch(seed: number, mode: Mode = 'clash'): LanebreakDocument {
  const random = new Random(seed)
  const half = LANEBREAK_CONTENT.queues.find(({ id }) => id === mode)?.halfRounds ?? 0
  const opening = random.pick<Side>(['amber', 'jade'])
  const people = seatPeople(random)
  const sides = people.map(({ side }) => side)
  const rounds: LanebreakRound[] = []
  while (!isDecided(rounds, half)) {
    const attacker = attackerOf(rounds.length, half, opening)
    rounds.push(playRound(rounds.length + 1, { random, sides, attacker }))
  }
  const [amber, jade] = [wonBy(rounds, 'amber'), wonBy(rounds, 'jade')]
  const leader = amber > jade ? 'amber' : 'jade'
  if (seed % 10 === 0) rounds.push(forfeit(rounds.length + 1, leader))
  return {
    lanebreak: 3,
    head: {
      uid: uuidOf(seed),
      mode: mode.toUpperCase(),
      arena: random.pick(LANEBREAK_CONTENT.maps).assetPath,
      build: random.pick(['3.12.0', '3.13.4']),
      season: 'S2',
      zone: random.pick(['West', 'East']),
      began: 1_771_000_000 + 600 * (seed % 10_000),
      seconds: 60 * rounds.length,
      opening,
      winner: amber === jade ? null : leader,
    },
    lineup: people.map((person, seat) => ({ ...person, totals: totalsOf(rounds, seat) })),
    rounds,
  }
}

/** The opening side attacks the first half, the other one the second; overtime swaps every round. */
function attackerOf(round: number, half: number, opening: Side): Side {
  const isOpening = round < half || (round >= 2 * half && (round - 2 * half) % 2 === 0)
  if (isOpening) return opening
  return opening === 'amber' ? 'jade' : 'amber'
}

function isDecided(rounds: readonly LanebreakRound[], half: number): boolean {
  const lead = Math.abs(wonBy(rounds, 'amber') - wonBy(rounds, 'jade'))
  if (rounds.length >= 2 * half + OVERTIME_ROUNDS) return true
  if (rounds.length > 2 * half) return lead >= 2
  return rounds.length === 2 * half ? lead > 0 : lead > 2 * half - rounds.length
}

function wonBy(rounds: readonly LanebreakRound[], side: Side): number {
  return rounds.filter(({ won }) => won === side).length
}

function forfeit(n: number, won: Side): LanebreakRound {
  return { n, won, by: 'forfeit', log: [], sheet: [] }
}

/** Ten players in any order, and now and then somebody who only watches. */
function seatPeople(random: Random): readonly Omit<Seat, 'totals'>[] {
  const amber = random.sample(LANEBREAK_CONTENT.agents, 5).map(({ id }) => ['amber', id] as const)
  const jade = random.sample(LANEBREAK_CONTENT.agents, 5).map(({ id }) => ['jade', id] as const)
  const watching = random.chance(0.3) ? [[null, 'drift'] as const] : []
  const seats = [...amber, ...jade, ...watching]
  const accounts = random.sample(
    Array.from({ length: 60 }, (_, n) => n),
    seats.length,
  )
  return random.sample(seats, seats.length).map(([side, hero], seat) => {
    const account = accounts[seat] ?? 0
    return {
      account: `lb_Account-${String(account).padStart(12, '0')}`,
      handle: `runner ${account}#LANE`,
      side,
      hero: hero.toUpperCase(),
      rank: random.between(0, 3),
    }
  })
}

function totalsOf(rounds: readonly LanebreakRound[], seat: number): Seat['totals'] {
  const kos = rounds.flatMap(({ log }) => log.filter((entry) => entry.is === 'ko'))
  const rows = rounds.flatMap(({ sheet }) => sheet.filter((row) => row.seat === seat))
  return {
    points: rows.reduce((sum, { points }) => sum + points, 0),
    kos: kos.filter(({ by }) => by === seat).length,
    downs: kos.filter(({ on }) => on === seat).length,
    helps: kos.filter(({ help }) => help.includes(seat)).length,
    spent: rows.reduce((sum, { spent }) => sum + spent, 0),
  }
}

function uuidOf(seed: number): string {
  return `1A9EB4EA-0000-4000-8000-${seed.toString(16).padStart(12, '0')}`
}
