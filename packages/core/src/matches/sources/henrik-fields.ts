import type { Cursor } from './cursor.ts'
import { NOT_A_PLAYER, type Roster } from './roster.ts'

/** Content is `{ id, name, ... }` or null in this source; the id is what is kept. */
export function readId(value: unknown, key: string, at: Cursor): string | null {
  const content = at.nullableObject(value, key)
  if (content === null) return null
  at.enter(key)
  const id = at.contentId(content.id, 'id')
  at.leave()
  return id
}

/** A player is an object with a `puuid` wherever another source has the id alone. */
export function readPlayerIndex(
  value: unknown,
  key: string,
  { at, roster }: { readonly at: Cursor; readonly roster: Roster },
): number {
  if (value === null) return NOT_A_PLAYER
  const player = at.object(value, key)
  at.enter(key)
  const index = roster.indexOf(player.puuid, 'puuid', at)
  at.leave()
  return index
}
