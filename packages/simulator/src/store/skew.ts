import type { Prng } from '../prng.ts'

/** An item of a list in which the first ones are much more frequent: the n-th has weight 1 / n. */
export function pickSkewed<T>(prng: Prng, items: readonly T[]): T {
  return items[skewedIndex(prng, items.length)] as T
}

/** Distinct items, drawn the same way; all of them when there are no more. */
export function sampleSkewed<T>(prng: Prng, items: readonly T[], count: number): T[] {
  const chosen = new Set<T>()
  // Rare items are drawn seldom: after so many draws the rest is taken in order.
  for (let draw = 0; draw < 20 * count && chosen.size < Math.min(count, items.length); draw += 1) {
    chosen.add(pickSkewed(prng, items))
  }
  for (const item of items) {
    if (chosen.size >= count) break
    chosen.add(item)
  }
  return [...chosen]
}

/** Zipf's law with exponent 1, by the inverse of the integral of its density: exact enough for a shop. */
function skewedIndex(prng: Prng, length: number): number {
  return Math.min(length - 1, Math.floor((length + 1) ** prng.float()) - 1)
}

/** A count with this mean, mostly small and sometimes large, not above `most`. */
export function skewedCount(prng: Prng, mean: number, most: number): number {
  return Math.min(most, Math.floor(-Math.log(1 - prng.float()) * (mean + 0.5)))
}
