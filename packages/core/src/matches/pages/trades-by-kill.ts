import type { DocumentKill } from '../match-document.ts'
import { tradesOf } from '../measures/trades.ts'
import type { StoredMatch } from './stored-match.ts'

/** For each kill of a round, the players whose death it avenged; none when it traded nobody. */
export function tradesByKill(
  match: StoredMatch,
  kills: readonly DocumentKill[],
): ReadonlyMap<DocumentKill, readonly number[]> {
  const victims = new Map<DocumentKill, number[]>(kills.map((kill) => [kill, []]))
  for (const { avenged, by } of tradesOf(match, kills, match.tradeWindowMs).pairs) {
    victims.get(by)?.push(avenged.victim)
  }
  return victims
}

/** Kills whose victim was avenged. */
export function tradedKills(
  match: StoredMatch,
  kills: readonly DocumentKill[],
): ReadonlySet<DocumentKill> {
  return new Set(tradesOf(match, kills, match.tradeWindowMs).pairs.map(({ avenged }) => avenged))
}
