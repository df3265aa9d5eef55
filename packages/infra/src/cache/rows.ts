import type { RowKind, SharedCache } from '@loadout/core'
import { type Found, loadAll, merge, sortHeld } from './found.ts'
import type { Guard } from './guard.ts'
import type { CacheKeys } from './keys.ts'
import { createLeasedLoads } from './leased-loads.ts'
import type { LocalRows } from './local-rows.ts'

/** How long a row is kept, milliseconds. */
export const ROW_MS = 600_000
/** Whoever loads a row has so long to store it. */
const LEASE_MS = 2_000
/** A quarter of a second in all: loads of rows are short. */
const WAITS_MS = [10, 20, 40, 80, 100]
/** In the last tenth of its time a row that is read is loaded again, before it is missed. */
const EARLY_MS = ROW_MS / 10

export interface RowsDeps {
  readonly guard: Guard
  readonly keys: CacheKeys
  readonly local: LocalRows
}

/** `SharedCache.rows`: this process's own memory, then Redis, then one load for all that is missing. */
export function createRows({ guard, keys, local }: RowsDeps): SharedCache['rows'] {
  const flights = new Map<string, Promise<Found>>()
  const loads = createLeasedLoads<number>({
    ...{ guard, key: keys.row, lease: keys.lease },
    ...{ keepMs: ROW_MS, leaseMs: LEASE_MS, waitsMs: WAITS_MS },
  })
  const refresh = createRefresh(loads.refresh, keys)

  async function fetch(kind: RowKind, ids: readonly number[]): Promise<Found> {
    const rowKeys = ids.map((id) => keys.row(kind.name, id))
    const held = await guard.attempt((redis) => redis.mget(keys.fresh, ...rowKeys))
    const epoch = held?.[0]
    if (held === undefined || typeof epoch !== 'string') return loadAll(kind, ids)
    const oldBefore = Date.now() + EARLY_MS
    const { found, missing, old } = sortHeld(ids, held.slice(1), { epoch, oldBefore })
    refresh(kind, old, epoch)
    return missing.length === 0 ? found : merge(found, await loads.load(kind, missing, epoch))
  }

  /** One load of a row at a time in this process. */
  function fly(kind: RowKind, ids: readonly number[]): Promise<Found> {
    const began = local.moment()
    const flight = fetch(kind, ids)
    for (const id of ids) flights.set(keys.row(kind.name, id), flight)
    const end = () => {
      for (const id of ids) flights.delete(keys.row(kind.name, id))
    }
    flight.then((found) => {
      end()
      for (const [id, json] of found) local.set(keys.row(kind.name, id), json, began)
    }, end)
    return flight
  }

  /** What this process has of these ids, what it is about to have, and what it must get. */
  function lookAround(kind: RowKind, ids: ReadonlySet<number>) {
    const found: Found = new Map()
    const flying = new Set<Promise<Found>>()
    const missing: number[] = []
    for (const id of ids) {
      const key = keys.row(kind.name, id)
      const kept = local.get(key)
      const flight = flights.get(key)
      if (kept !== undefined) found.set(id, kept)
      else if (flight !== undefined) flying.add(flight)
      else missing.push(id)
    }
    return { found, flying, missing }
  }

  return async (kind, ids) => {
    const { found, flying, missing } = lookAround(kind, new Set(ids))
    if (missing.length > 0) flying.add(fly(kind, missing))
    for (const rows of await Promise.all(flying)) merge(found, rows)
    const shown = new Map<number, string>()
    for (const id of ids) {
      const json = found.get(id)
      if (typeof json === 'string') shown.set(id, json)
    }
    return shown
  }
}

/** In the background, each row once at a time. Who misses what could not be refreshed hears of the error. */
function createRefresh(
  load: (kind: RowKind, ids: readonly number[], epoch: string) => Promise<void>,
  keys: CacheKeys,
) {
  const refreshing = new Set<string>()
  return (kind: RowKind, ids: readonly number[], epoch: string): void => {
    const due = ids.filter((id) => !refreshing.has(keys.row(kind.name, id)))
    if (due.length === 0) return
    for (const id of due) refreshing.add(keys.row(kind.name, id))
    const end = () => {
      for (const id of due) refreshing.delete(keys.row(kind.name, id))
    }
    load(kind, due, epoch).then(end, end)
  }
}
