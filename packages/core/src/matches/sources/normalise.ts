import { TIERS, type TierScheme } from '../../stats/content/index.ts'
import type { RoundResult, Team } from '../match-document.ts'

/** `Red`, `BLUE` and the like; null for `Neutral`, deathmatch's per-player teams and anything else. */
export function normaliseTeam(value: unknown): Team | null {
  if (value === 'Red') return 'red'
  if (value === 'Blue') return 'blue'
  const team = typeof value === 'string' && value.length <= 4 ? value.toLowerCase() : ''
  return team === 'red' || team === 'blue' ? team : null
}

/** `release-08.07-shipping-9-2444158` becomes `8.7`; `unknown` when there is no version in it. */
export function normalisePatch(gameVersion: string | null): string {
  // Two releases a month at most: whatever is outside would only cost a partition for ever.
  const version = /(?:^|release-)([0-3]?\d)\.([01]?\d)(?!\d)/.exec(gameVersion ?? '')
  return version ? `${Number(version[1])}.${Number(version[2])}` : 'unknown'
}

const ROUND_RESULT_OF: ReadonlyMap<unknown, RoundResult> = new Map([
  ['Elimination', 'elimination'],
  ['Detonate', 'detonate'],
  ['Defuse', 'defuse'],
  ['Surrendered', 'surrendered'],
  ['', 'time'], // the code of "Round timer expired"
])

export function normaliseRoundResult(code: unknown): RoundResult {
  return ROUND_RESULT_OF.get(code) ?? 'other'
}

const LAST_TIER = 27
const FIRST_TIER = 3 // Iron 1; 1 and 2 were never given out
const TIER_OF_NAME: ReadonlyMap<string, number> = new Map(
  TIERS.map((tier) => [tier.name.toUpperCase().replace(' ', '_'), tier.id]),
)

/**
 * A rank in today's numbering (0 unranked, 3 Iron 1 .. 27 Radiant), or null when it is none. Before
 * Ascendant (21-23) existed, Immortal was 21-23 and Radiant 24. Early documents spell ranks out
 * (`SILVER_1`), which needs no scheme.
 */
export function normaliseTier(value: unknown, scheme: TierScheme): number | null {
  if (value === null || value === undefined) return 0
  if (typeof value === 'string') return ranked(TIER_OF_NAME.get(value.toUpperCase()))
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return null
  const shift = scheme === 'pre-ascendant' && value >= 21 ? 3 : 0 // 21: first Immortal of that scheme
  return ranked(value + shift)
}

function ranked(tier: number | undefined): number | null {
  if (tier === undefined || tier > LAST_TIER) return null
  return tier < FIRST_TIER ? 0 : tier
}
