import type { Buy } from '../pages-contract.ts'

/** Least loadout value of the whole team, in credits, from the most expensive buy down. */
const BUYS: readonly (readonly [buy: Buy, from: number])[] = [
  ['full-buy', 20_000],
  ['semi-buy', 10_000],
  ['semi-eco', 5_000],
  ['eco', 0],
]

/**
 * How a team bought, by the value of its five loadouts in credits: eco below 5,000, semi-eco below
 * 10,000, semi-buy below 20,000, full-buy from there on. The game has no such classes; these are the
 * ones that statistics sites of professional play commonly use. Null when the value is not known.
 */
export function buyOf(teamLoadout: number | null): Buy | null {
  if (teamLoadout === null) return null
  return BUYS.find(([, from]) => teamLoadout >= from)?.[0] ?? null
}
