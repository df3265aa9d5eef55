import { randomEncryptedId, randomUuid } from './identifiers.ts'
import { pseudonym, tagLine } from './names.ts'
import type { Prng } from './prng.ts'

export const REGIONS = ['na', 'eu', 'ap', 'kr', 'latam', 'br'] as const
export type Region = (typeof REGIONS)[number]

/** Share of players per region, in the order of REGIONS. */
const REGION_WEIGHTS = [0.28, 0.32, 0.16, 0.08, 0.08, 0.08]

/** Share of ranked players per tier from Iron 1 (3) to Radiant (27), in per mille of a typical act. */
const TIER_SHARES = [
  6, 12, 22, 38, 52, 62, 74, 76, 76, 74, 70, 66, 60, 54, 48, 42, 36, 30, 24, 20, 16, 11, 7, 4, 1,
]
const LOWEST_TIER = 3
const UNRANKED_SHARE = 0.08

/** A recurring player; everything about one is a function of the simulator's seed. */
export interface SimulatedPlayer {
  readonly puuid: string
  readonly gameName: string
  readonly tagLine: string
  readonly region: Region
  /** Standard deviations from the average player. */
  readonly skill: number
  /** Rank in today's numbering, 0 when unranked. */
  readonly tier: number
  readonly accountLevel: number
  readonly card: string
  readonly title: string
}

/** Players of each region, by rising skill, which is what matchmaking needs. */
export type Population = ReadonlyMap<Region, readonly SimulatedPlayer[]>

/** Draws `size` players, at least thirty per region so that every region can fill a lobby. */
export function createPopulation(prng: Prng, size: number): Population {
  const cards = Array.from({ length: 24 }, () => randomUuid(prng))
  const titles = Array.from({ length: 16 }, () => randomUuid(prng))
  return new Map(
    REGIONS.map((region, index) => {
      const count = Math.max(30, Math.round(size * (REGION_WEIGHTS[index] ?? 0)))
      const players = Array.from({ length: count }, () =>
        createPlayer(prng, region, { cards, titles }),
      )
      return [region, players.sort((a, b) => a.skill - b.skill)]
    }),
  )
}

export function randomRegion(prng: Prng): Region {
  return REGIONS[prng.weighted(REGION_WEIGHTS)] ?? 'na'
}

/**
 * Distinct players of similar skill: a window around a random player that is one and a half times as
 * wide as the lobby, plus the rare stretch of a long queue.
 */
export function matchmake(
  prng: Prng,
  players: readonly SimulatedPlayer[],
  count: number,
): SimulatedPlayer[] {
  const width = Math.min(players.length, Math.round(count * (prng.chance(0.1) ? 2.5 : 1.5)))
  const first = prng.int(players.length - width + 1)
  return prng.shuffled(players.slice(first, first + width)).slice(0, count)
}

/** Card and title ids that players share. */
interface Cosmetics {
  readonly cards: readonly string[]
  readonly titles: readonly string[]
}

function createPlayer(prng: Prng, region: Region, { cards, titles }: Cosmetics): SimulatedPlayer {
  const quantile = prng.float()
  return {
    puuid: randomEncryptedId(prng),
    gameName: pseudonym(prng),
    tagLine: tagLine(prng),
    region,
    skill: skillAt(quantile),
    tier: prng.chance(UNRANKED_SHARE) ? 0 : tierAt(quantile),
    accountLevel: prng.between(20, 420),
    card: prng.pick(cards),
    title: prng.pick(titles),
  }
}

/** Logistic quantile function scaled to unit variance: a normal distribution with slightly heavier tails. */
function skillAt(quantile: number): number {
  const bounded = Math.min(0.9995, Math.max(0.0005, quantile))
  return (Math.log(bounded / (1 - bounded)) * Math.sqrt(3)) / Math.PI
}

function tierAt(quantile: number): number {
  const total = TIER_SHARES.reduce((sum, share) => sum + share, 0)
  let rest = quantile * total
  for (const [index, share] of TIER_SHARES.entries()) {
    rest -= share
    if (rest < 0) return LOWEST_TIER + index
  }
  return LOWEST_TIER + TIER_SHARES.length - 1
}
