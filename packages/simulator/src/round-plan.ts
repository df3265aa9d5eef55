import type { Prng } from './prng.ts'

export type Side = 'attack' | 'defence'
export type RoundCode = 'Elimination' | 'Detonate' | 'Defuse' | ''

/** One player going down. */
export interface Fall {
  readonly side: Side
  readonly atMs: number
  /** Somebody of this side stands up again right after. */
  readonly thenRevive: boolean
}

/**
 * The course of a round, decided before anybody is named: who wins and how, the order and times of the
 * falls, and when the spike is planted. Deciding the outcome first keeps every round consistent.
 */
export interface RoundPlan {
  readonly winner: Side
  readonly code: RoundCode
  readonly falls: readonly Fall[]
  /** `afterFalls`: how many players had fallen by then. */
  readonly plant: { readonly atMs: number; readonly afterFalls: number } | null
  readonly defuseAtMs: number | null
  readonly endMs: number
}

export interface RoundPlanInput {
  readonly winner: Side
  /** Sides that have an agent who can revive. */
  readonly canRevive: ReadonlySet<Side>
}

const TEAM_SIZE = 5
/** The buy phase is over and the barriers are down; an unplanted round ends after 100 s. */
const ROUND_MS = 100_000
const FIRST_CONTACT_MS = 6_000
/** The spike detonates 45 s after it was planted. */
export const FUSE_MS = 45_000
const DEFUSE_MS = 7_000
const REVIVE_CHANCE = 0.06

/** How many winners fall, by number: from flawless to a last one standing. */
const WINNER_LOSSES = [0.13, 0.21, 0.25, 0.24, 0.17]

export function planRound(prng: Prng, { winner, canRevive }: RoundPlanInput): RoundPlan {
  const code = drawCode(prng, winner)
  const planted =
    code === 'Detonate' || code === 'Defuse' || (winner === 'attack' && prng.chance(0.6))
  const sides = fallOrder(prng, winner, loserLosses(prng, code))
  const revive = drawRevive(prng, sides, canRevive)
  const order = revive === null ? sides : withExtraFall(prng, sides, revive)
  const afterFalls = planted ? drawPlantPosition(prng, order) : null
  const plantAtMs = planted ? prng.between(18_000, 88_000) : null
  const times = fallTimes(prng, order.length, { afterFalls, plantAtMs })
  const last = Math.max(times.at(-1) ?? 0, plantAtMs ?? 0)
  const defuseAtMs =
    code === 'Defuse' ? Math.max(last, (plantAtMs ?? 0) + 2_000) + DEFUSE_MS + prng.int(900) : null
  return {
    winner,
    code,
    falls: order.map((side, index) => ({
      side,
      atMs: times[index] ?? 0,
      thenRevive: index === revive,
    })),
    plant: plantAtMs === null || afterFalls === null ? null : { atMs: plantAtMs, afterFalls },
    defuseAtMs,
    endMs: endOf(code, last, { plantAtMs, defuseAtMs }),
  }
}

function drawCode(prng: Prng, winner: Side): RoundCode {
  const fraction = prng.float()
  if (winner === 'attack') return fraction < 0.84 ? 'Elimination' : 'Detonate'
  if (fraction < 0.62) return 'Elimination'
  return fraction < 0.93 ? 'Defuse' : ''
}

/** A side that is not wiped out keeps at least one player: only then can a round end otherwise. */
function loserLosses(prng: Prng, code: RoundCode): number {
  if (code === 'Elimination') return TEAM_SIZE
  if (code === 'Defuse') return prng.chance(0.7) ? TEAM_SIZE : prng.between(2, 4)
  return prng.between(1, 4)
}

function fallOrder(prng: Prng, winner: Side, losses: number): Side[] {
  const loser: Side = winner === 'attack' ? 'defence' : 'attack'
  const winnerLosses = prng.weighted(WINNER_LOSSES)
  const order = prng.shuffled<Side>([
    ...Array<Side>(losses).fill(loser),
    ...Array<Side>(winnerLosses).fill(winner),
  ])
  return losses === TEAM_SIZE ? endingWith(order, loser) : order
}

/** Nobody is left to shoot once a side is wiped out, so its last fall must be the last of all. */
function endingWith(order: readonly Side[], side: Side): Side[] {
  const last = order.lastIndexOf(side)
  return [...order.slice(0, last), ...order.slice(last + 1), side]
}

/** Index of the fall that is undone, or null. Its side must still have somebody standing. */
function drawRevive(
  prng: Prng,
  order: readonly Side[],
  canRevive: ReadonlySet<Side>,
): number | null {
  if (order.length < 2 || !prng.chance(REVIVE_CHANCE)) return null
  const index = prng.int(order.length - 1)
  const side = order[index]
  if (side === undefined || !canRevive.has(side)) return null
  const fallenBefore = order.slice(0, index + 1).filter((fallen) => fallen === side).length
  return fallenBefore < TEAM_SIZE ? index : null
}

/** The revived player goes down once more, somewhere between the revival and the last fall. */
function withExtraFall(prng: Prng, order: readonly Side[], revive: number): Side[] {
  const side = order[revive]
  if (side === undefined) return [...order]
  const position = prng.between(revive + 1, order.length - 1)
  return [...order.slice(0, position), side, ...order.slice(position)]
}

/** The planter must be alive and the round undecided: before the last attacker and the last fall. */
function drawPlantPosition(prng: Prng, order: readonly Side[]): number {
  const lastAttacker = order.lastIndexOf('attack')
  const standing = order.filter((side) => side === 'attack').length < TEAM_SIZE
  const limit = standing ? order.length - 1 : lastAttacker
  return prng.int(Math.max(0, limit) + 1)
}

interface PlantTiming {
  readonly afterFalls: number | null
  readonly plantAtMs: number | null
}

function fallTimes(prng: Prng, count: number, { afterFalls, plantAtMs }: PlantTiming): number[] {
  if (afterFalls === null || plantAtMs === null) {
    return spread(prng, count, { from: FIRST_CONTACT_MS, to: ROUND_MS - 1_000 })
  }
  const before = spread(prng, afterFalls, { from: FIRST_CONTACT_MS, to: plantAtMs })
  const after = spread(prng, count - afterFalls, { from: plantAtMs + 500, to: plantAtMs + 34_000 })
  return [...before, ...after]
}

/** Rising times within a window; every other one follows its predecessor closely, as trades do. */
function spread(prng: Prng, count: number, window: { from: number; to: number }): number[] {
  const gaps = Array.from(
    { length: count + 1 },
    () => (prng.chance(0.45) ? 0.1 : 1) * (0.2 + prng.float()),
  )
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  let elapsed = 0
  return gaps.slice(0, count).map((gap) => {
    elapsed += gap
    return window.from + Math.floor((elapsed / total) * (window.to - window.from))
  })
}

interface EndTiming {
  readonly plantAtMs: number | null
  readonly defuseAtMs: number | null
}

function endOf(code: RoundCode, last: number, { plantAtMs, defuseAtMs }: EndTiming): number {
  if (code === 'Detonate') return (plantAtMs ?? 0) + FUSE_MS
  if (code === 'Defuse') return defuseAtMs ?? last
  return code === '' ? ROUND_MS : last
}
