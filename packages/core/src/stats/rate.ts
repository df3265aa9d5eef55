import type { Rate } from './contract.ts'

/** 97.5 % quantile of the standard normal distribution: a two-sided 95 % interval. */
export const Z = 1.959963984540054

/**
 * `successes / n` with its Wilson score interval at 95 % (Wilson 1927, "Probable inference, the law of
 * succession, and statistical inference"). Unlike value +- z * stderr it stays inside 0..1 and is
 * honest for small n, so lists rank by `lo`. With n = 0 nothing is known: value 0, interval 0..1.
 * More successes than trials, as of a document that contradicts itself, are all of them.
 */
export function rate(successes: number, n: number): Rate {
  if (n <= 0) return { n: 0, value: 0, lo: 0, hi: 1 }
  const value = Math.min(1, successes / n)
  const z2 = Z * Z
  const centre = value + z2 / (2 * n)
  const spread = Z * Math.sqrt((value * (1 - value)) / n + z2 / (4 * n * n))
  const scale = 1 + z2 / n
  return {
    n,
    value,
    lo: Math.max(0, (centre - spread) / scale),
    hi: Math.min(1, (centre + spread) / scale),
  }
}

const TEAMS = 2

/** Picks over team slots: a team picks an agent, or is a composition, at most once. */
export function pickRate(picks: number, matches: number): Rate {
  return rate(picks, TEAMS * matches)
}
