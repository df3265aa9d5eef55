import type { DocumentKill } from '../match-document.ts'
import { TRADE_WINDOW_MS, tradesOf } from '../measures/trades.ts'
import type { StoredMatch } from './stored-match.ts'

/**
 * For each kill of a round, the players whose death it avenged; none when it traded nobody. It is what
 * `tradesOf` finds with the kill and does not find without it, so both always tell the same.
 */
export function tradesByKill(
  match: StoredMatch,
  kills: readonly DocumentKill[],
): ReadonlyMap<DocumentKill, readonly number[]> {
  let known = 0
  return new Map(
    kills.map((kill, index) => {
      const { victims } = tradesOf(match, kills.slice(0, index + 1), TRADE_WINDOW_MS)
      const avenged = victims.slice(known)
      known = victims.length
      return [kill, avenged]
    }),
  )
}

/** Kills whose victim was avenged. */
export function tradedKills(
  trades: ReadonlyMap<DocumentKill, readonly number[]>,
): ReadonlySet<DocumentKill> {
  const traded = new Set<DocumentKill>()
  for (const [trade, avenged] of trades) {
    for (const kill of trades.keys()) {
      if (kill === trade) break
      const inTime = trade.atMs - kill.atMs <= TRADE_WINDOW_MS
      if (inTime && kill.killer === trade.victim && avenged.includes(kill.victim)) traded.add(kill)
    }
  }
  return traded
}
