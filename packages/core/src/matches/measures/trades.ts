import type { DocumentKill, MatchDocument } from '../match-document.ts'
import { isEnemyKill } from './deaths.ts'

/** Default time in which a death must be avenged: 3 s instead would lower KAST by 0.8-2.5 points. */
export const TRADE_WINDOW_MS = 5_000

export interface Trades {
  /** Killers that traded, once per kill, however many deaths it avenged. */
  readonly killers: readonly number[]
  /** Players whose death was avenged, once per death. */
  readonly victims: readonly number[]
  /** Each avenged kill with the kill that avenged it. */
  readonly pairs: readonly { readonly avenged: DocumentKill; readonly by: DocumentKill }[]
}

/**
 * Trades of a round: a death is traded when a teammate of the victim kills the killer within the window
 * (its end included); an ability of the victim itself is no teammate. `kills` are in time order; kills of the same millisecond trade in list order.
 */
export function tradesOf(
  match: MatchDocument,
  kills: readonly DocumentKill[],
  windowMs: number,
): Trades {
  const killers: number[] = []
  const pairs: { avenged: DocumentKill; by: DocumentKill }[] = []
  const open: DocumentKill[] = []
  for (const kill of kills) {
    if (!isEnemyKill(match, kill)) continue
    const avenged = open.filter(
      (earlier) =>
        earlier.killer === kill.victim &&
        earlier.victim !== kill.killer &&
        kill.atMs - earlier.atMs <= windowMs,
    )
    if (avenged.length > 0) killers.push(kill.killer)
    for (const earlier of avenged) {
      pairs.push({ avenged: earlier, by: kill })
      open.splice(open.indexOf(earlier), 1)
    }
    open.push(kill)
  }
  return { killers, victims: pairs.map(({ avenged }) => avenged.victim), pairs }
}
