import type { Prng } from './prng.ts'

/**
 * What can be simulated. `surrender`, `draw` and `aborted` are competitive or unrated matches that end in
 * a special way; `custom` has an audience now and then. Overtime happens by itself.
 */
export const MATCH_KINDS = [
  'competitive',
  'unrated',
  'swiftplay',
  'spikerush',
  'deathmatch',
  'custom',
  'surrender',
  'draw',
  'aborted',
] as const
export type MatchKind = (typeof MATCH_KINDS)[number]

/** Relative weights; kinds that are not named do not occur. */
export type MatchMix = Readonly<Partial<Record<MatchKind, number>>>

export const DEFAULT_MIX: MatchMix = {
  competitive: 62,
  unrated: 10,
  swiftplay: 9,
  spikerush: 3,
  deathmatch: 4,
  custom: 2,
  surrender: 6,
  draw: 1,
  aborted: 3,
}

/** @throws RangeError when no kind has a positive weight. */
export function drawKind(prng: Prng, mix: MatchMix): MatchKind {
  const weights = MATCH_KINDS.map((kind) => mix[kind] ?? 0)
  if (!weights.some((weight) => weight > 0)) throw new RangeError('the mix has no positive weight')
  return MATCH_KINDS[prng.weighted(weights)] ?? 'competitive'
}
