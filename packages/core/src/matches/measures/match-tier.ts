import type { MatchDocument } from '../match-document.ts'

/**
 * Mean rank of the ranked players, rounded up; 0 when nobody is ranked. Unranked players (tier 0) have
 * no part in it. Rounded up, since buckets are cut above a whole tier (low <= 14 < mid <= 23 < high): a
 * mean of 14.1 is over 14 and becomes 15, so that the whole number falls into the same bucket.
 */
export function matchTier(match: Pick<MatchDocument, 'players'>): number {
  const ranked = match.players.filter((player) => player.tier > 0)
  if (ranked.length === 0) return 0
  const sum = ranked.reduce((total, player) => total + player.tier, 0)
  return Math.ceil(sum / ranked.length)
}
