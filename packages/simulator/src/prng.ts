/** A seeded stream of pseudo-random numbers. The same seed gives the same numbers on every platform. */
export interface Prng {
  /** Uniform 32-bit unsigned integer. */
  uint32(): number
  /** Uniform in [0, 1). */
  float(): number
  /** Uniform integer in [0, limit). */
  int(limit: number): number
  /** Uniform integer in [low, high], both included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  /** Standard normal, as the centred sum of four uniforms (close enough for a game, much cheaper). */
  normal(): number
  /** @throws RangeError for an empty list. */
  pick<T>(items: readonly T[]): T
  /** Index drawn in proportion to its weight; the last index when all weights are zero. */
  weighted(weights: readonly number[]): number
  /** A new, uniformly permuted array. */
  shuffled<T>(items: readonly T[]): T[]
  /** An independent stream named by `label`: it does not depend on how much of this one was used. */
  fork(label: string): Prng
}

const UINT32 = 0x1_0000_0000
/** Standard deviation of the sum of four uniforms is sqrt(4/12); this scales it to one. */
const SUM_OF_FOUR_SCALE = Math.sqrt(3)

/**
 * sfc32 ("small fast counter", Chris Doty-Humphrey, PractRand): 128 bits of state, period at least 2^32,
 * passes BigCrush. The state is the FNV-1a hash of the seed text under four different bases.
 */
export function createPrng(seed: string): Prng {
  const uint32 = sfc32(seed)
  const float = () => uint32() / UINT32
  const int = (limit: number) => Math.floor(float() * limit)
  return {
    uint32,
    float,
    int,
    between: (low, high) => low + int(high - low + 1),
    chance: (probability) => float() < probability,
    normal: () => (float() + float() + float() + float() - 2) * SUM_OF_FOUR_SCALE,
    pick: (items) => pick(items, int(items.length)),
    weighted: (weights) => weightedIndex(weights, float()),
    shuffled: (items) => shuffled(items, int),
    fork: (label) => createPrng(`${seed}/${label}`),
  }
}

/** FNV-1a over UTF-16 code units, 32 bits, with a final avalanche so that near seeds differ everywhere. */
export function hash32(text: string, basis = 0x811c9dc5): number {
  let hash = basis
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function sfc32(seed: string): () => number {
  let a = hash32(seed, 0x811c9dc5)
  let b = hash32(seed, 0x9e3779b9)
  let c = hash32(seed, 0x243f6a88)
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  // The reference implementation discards the first outputs so that weak seeds are mixed.
  for (let round = 0; round < 15; round += 1) next()
  return next
}

function pick<T>(items: readonly T[], index: number): T {
  if (items.length === 0) throw new RangeError('cannot pick from an empty list')
  return items[index] as T
}

function weightedIndex(weights: readonly number[], fraction: number): number {
  let total = 0
  for (const weight of weights) total += weight
  let rest = fraction * total
  for (const [index, weight] of weights.entries()) {
    rest -= weight
    if (rest < 0) return index
  }
  return weights.length - 1
}

function shuffled<T>(items: readonly T[], int: (limit: number) => number): T[] {
  const result = [...items]
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = int(index + 1)
    const kept = result[index] as T
    result[index] = result[other] as T
    result[other] = kept
  }
  return result
}
