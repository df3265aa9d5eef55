import { readRow } from './row-text.ts'

/** A row of the database, or a value by its key. */
export interface Loaded<Id> {
  readonly id: Id
  readonly version: number | string
  readonly json: string | null
}

/** What is loaded together. */
export interface Loadable<Id> {
  readonly name: string
  readonly load: (ids: readonly Id[]) => Promise<readonly Loaded<Id>[]>
}

/** JSON by id; null: not to be seen. */
export type Found<Id = number> = Map<Id, string | null>

export function foundOf<Id>(ids: readonly Id[], rows: readonly Loaded<Id>[]): Found<Id> {
  const found: Found<Id> = new Map(ids.map((id) => [id, null]))
  for (const { id, json } of rows) found.set(id, json)
  return found
}

export async function loadAll<Id>(kind: Loadable<Id>, ids: readonly Id[]): Promise<Found<Id>> {
  return foundOf(ids, await kind.load(ids))
}

export function merge<Id>(into: Found<Id>, from: Found<Id>): Found<Id> {
  for (const [id, json] of from) into.set(id, json)
  return into
}

/** What Redis holds of these ids, what it does not, and what it soon will not. */
export function sortHeld<Id>(
  ids: readonly Id[],
  held: readonly unknown[],
  { epoch, oldBefore = 0 }: { readonly epoch: string; readonly oldBefore?: number },
) {
  const found: Found<Id> = new Map()
  const missing: Id[] = []
  const old: Id[] = []
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
