import type { CachedRow, RowKind } from '@loadout/core'
import { readRow } from './row-text.ts'

/** JSON by id; null: not to be seen. */
export type Found = Map<number, string | null>

export function foundOf(ids: readonly number[], rows: readonly CachedRow[]): Found {
  const found: Found = new Map(ids.map((id) => [id, null]))
  for (const { id, json } of rows) found.set(id, json)
  return found
}

export async function loadAll(kind: RowKind, ids: readonly number[]): Promise<Found> {
  return foundOf(ids, await kind.load(ids))
}

export function merge(into: Found, from: Found): Found {
  for (const [id, json] of from) into.set(id, json)
  return into
}

/** What Redis holds of these ids, what it does not, and what it soon will not. */
export function sortHeld(
  ids: readonly number[],
  held: readonly (string | null)[],
  { epoch, oldBefore = 0 }: { readonly epoch: string; readonly oldBefore?: number },
) {
  const found: Found = new Map()
  const missing: number[] = []
  const old: number[] = []
  for (const [index, id] of ids.entries()) {
    const row = readRow(held[index], epoch)
    if (row === undefined) missing.push(id)
    else {
      found.set(id, row.json)
      if (row.json !== null && row.expiresAt < oldBefore) old.push(id)
    }
  }
  return { found, missing, old }
}
