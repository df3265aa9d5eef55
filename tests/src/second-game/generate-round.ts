import { LANEBREAK_CONTENT } from './content.ts'
import type { LanebreakRound, LogEntry, Side } from './document.ts'
import type { Random } from './random.ts'

export interface RoundSetting {
  readonly random: Random
  /** Side in each seat; null for spectators. */
  readonly sides: readonly (Side | null)[]
  readonly attacker: Side
}

const ARMS = [...LANEBREAK_CONTENT.weapons.map(({ id }) => id.toUpperCase()), 'skill:2', 'super']
const { fuseMs, roundMs } = LANEBREAK_CONTENT.rules

type Ending = Pick<LanebreakRound, 'won' | 'by'>

interface Course extends RoundSetting {
  readonly defender: Side
  readonly alive: Readonly<Record<Side, number[]>>
  readonly log: LogEntry[]
}

/** One round, played out until a side is wiped out, the charge goes off or is disarmed, or time is up. */
export function playRound(n: number, setting: RoundSetting): LanebreakRound {
  const { random, sides, attacker } = setting
  const course: Course = {
    ...setting,
    defender: attacker === 'amber' ? 'jade' : 'amber',
    alive: { amber: seatsOf(sides, 'amber'), jade: seatsOf(sides, 'jade') },
    log: [],
  }
  const pause = () => random.between(3_000, 15_000)
  let ms = pause()
  let ending = step(ms, course)
  for (; ending === null; ending = step(ms, course)) ms += pause()
  return { n, ...ending, log: course.log, sheet: sheetOf(course.log, setting) }
}

/** What happens next, and how the round ends by it if it does. */
function step(ms: number, course: Course): Ending | null {
  const { attacker, defender, random, alive, log } = course
  const plant = log.find(({ is }) => is === 'plant')
  if (plant && ms >= plant.ms + fuseMs) return { won: attacker, by: 'blast' }
  if (!plant && ms >= roundMs) return { won: defender, by: 'clock' }
  if (!plant && random.chance(0.15)) {
    log.push({ is: 'plant', ms, by: random.pick(alive[attacker]), lane: random.between(1, 4) })
    return null
  }
  if (plant && random.chance(0.2)) {
    log.push({ is: 'disarm', ms, by: random.pick(alive[defender]) })
    return { won: defender, by: 'disarm' }
  }
  const [won, lost] = random.chance(0.5) ? [attacker, defender] : [defender, attacker]
  log.push(...duel(ms, random, { winners: alive[won], losers: alive[lost] }))
  return alive[lost].length === 0 ? { won, by: 'wipe' } : null
}

function seatsOf(sides: RoundSetting['sides'], side: Side): number[] {
  return sides.flatMap((of, seat) => (of === side ? [seat] : []))
}

/** Somebody of the winners knocks out somebody of the losers, sometimes with help. */
function duel(
  ms: number,
  random: Random,
  { winners, losers }: { readonly winners: readonly number[]; readonly losers: number[] },
): readonly LogEntry[] {
  const by = random.pick(winners)
  const on = random.pick(losers)
  const mates = winners.filter((seat) => seat !== by)
  const help = random.chance(0.4) && mates.length > 0 ? [random.pick(mates)] : []
  losers.splice(losers.indexOf(on), 1)
  const head = random.chance(0.3) ? 1 : 0
  const hit = { is: 'hit', ms, on, head, body: random.between(1, 3), legs: 0 } as const
  return [
    ...help.map((seat) => ({ ...hit, by: seat, head: 0, damage: 35 })),
    { ...hit, by, damage: random.between(100, 150) },
    { is: 'ko', ms, by, on, help, with: random.pick(ARMS) },
  ]
}

/** A knock-out is worth 200 points, a damage point 1, helping 50. */
function sheetOf(log: readonly LogEntry[], { random, sides }: RoundSetting) {
  return sides.flatMap((side, seat) => {
    if (side === null) return []
    const points = log.reduce((sum, entry) => sum + pointsOf(entry, seat), 0)
    const weapon = random.pick(LANEBREAK_CONTENT.weapons).id
    return [{ seat, points, spent: 50 * random.between(0, 60), weapon }]
  })
}

function pointsOf(entry: LogEntry, seat: number): number {
  if (entry.is === 'hit') return entry.by === seat ? entry.damage : 0
  if (entry.is !== 'ko') return 0
  return (entry.by === seat ? 200 : 0) + (entry.help.includes(seat) ? 50 : 0)
}
