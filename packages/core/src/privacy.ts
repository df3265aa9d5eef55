/**
 * Riot's policy: pages of one player need that player's consent; sums over many are free. So every
 * installation says whether pages are `open` (private servers) or need `consented` players.
 */
export const PLAYER_PAGES = ['open', 'consented'] as const
export type PlayerPages = (typeof PLAYER_PAGES)[number]

/** Whose games those of erased players are: nobody's. No row of `player` has this key. */
export const ERASED_PLAYER = 0

/** Whether a player may be named. Erased players have no row and are never shown. */
export function isShown(
  pages: PlayerPages,
  player: { readonly consented_at: Date | null } | undefined,
): boolean {
  return player !== undefined && (pages === 'open' || player.consented_at !== null)
}

/** What names are searched by: `name#tag` without differences of case or of compatible characters. */
export function searchKey(name: string | null, tag: string | null): string | null {
  return name === null ? null : foldName(`${name}#${tag ?? ''}`)
}

/** Characters that names are told apart by: twice what games allow, and no more than an index or a cursor holds. */
const FOLDED_LENGTH = 100

export function foldName(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, FOLDED_LENGTH)
    .toWellFormed()
}
