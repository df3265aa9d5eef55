import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CachedRow, RowKind, SharedCache } from '@loadout/core'
import type { Guard } from './guard.ts'
import type { CacheKeys } from './keys.ts'
import type { LocalRows } from './local-rows.ts'
import { type HeldRow, readRow, writeRow } from './row-text.ts'
import { ACQUIRE, FILL, runScript } from './scripts.ts'

/** How long a row is kept, milliseconds; up to a tenth less, so that rows stored together do not go together. */
export const ROW_MS = 600_000
/** That there is no such row is remembered for less. */
export const ABSENT_MS = 5_000
/** Whoever loads a row has so long to store it. */
const LEASE_MS = 2_000
/** Pauses of those who wait for somebody else's load; then they load themselves. */
const WAITS_MS = [10, 20, 40, 80, 100]
/** In the last tenth of its time a row that is read is loaded again, before it is missed. */
const EARLY_MS = ROW_MS / 10

type Found = Map<number, string | null>

export interface RowsDeps {
  readonly guard: Guard
  readonly keys: CacheKeys
  readonly local: LocalRows
  readonly now?: () => number
}

/** `SharedCache.rows`: this process's own memory, then Redis, then one load for all that is missing. */
export function createRows(deps: RowsDeps): SharedCache['rows'] {
  const { guard, keys, local, now = Date.now } = deps
  const flights = new Map<string, Promise<Found>>()
  const refreshing = new Set<string>()

  async function fetch(kind: RowKind, ids: readonly number[]): Promise<Found> {
    const rowKeys = ids.map((id) => keys.row(kind.name, id))
    const held = await guard.attempt((redis) => redis.mget(keys.fresh, ...rowKeys))
    const epoch = held?.[0]
    if (held === undefined || typeof epoch !== 'string') return loadAll(kind, ids)
    const { found, missing, old } = sort(ids, held.slice(1), epoch, now() + EARLY_MS)
    if (old.length > 0) refresh(kind, old, epoch)
    if (missing.length > 0) merge(found, await loadWithLease(kind, missing, epoch))
    return found
  }

  /** Each row that is free is loaded here; for the others somebody else is at it. */
  async function loadWithLease(
    kind: RowKind,
    ids: readonly number[],
    epoch: string,
  ): Promise<Found> {
    const token = randomUUID()
    const leases = ids.map((id) => keys.lease(keys.row(kind.name, id)))
    const won = await guard.attempt((redis) => runScript(redis, ACQUIRE, leases, [token, LEASE_MS]))
    if (!Array.isArray(won)) return loadAll(kind, ids)
    const mine = ids.filter((_, index) => won[index] === 1)
    const others = ids.filter((_, index) => won[index] !== 1)
    const [loaded, waited] = await Promise.all([
      loadAndStore(kind, mine, { epoch, token }),
      waitFor(kind, others, epoch),
    ])
    return merge(loaded, waited)
  }

  async function loadAndStore(
    kind: RowKind,
    ids: readonly number[],
    { epoch, token }: { readonly epoch: string; readonly token: string },
  ): Promise<Found> {
    if (ids.length === 0) return new Map()
    let rows: readonly CachedRow[] | undefined
    try {
      rows = await kind.load(ids)
      return foundOf(ids, rows)
    } finally {
      const loaded = new Map(rows?.map((row) => [row.id, row]))
      const args = ids.flatMap((id) => {
        if (rows === undefined) return [0, '', 1]
        const row = loaded.get(id) ?? { id, version: 0, json: null }
        const ms = Math.ceil(lifetime(row.json) * (1 - Math.random() / 10))
        return [row.version, writeRow({ ...row, epoch, expiresAt: now() + ms }), ms]
      })
      const pairs = ids.flatMap((id) => {
        const key = keys.row(kind.name, id)
        return [key, keys.lease(key)]
      })
      await guard.attempt((redis) => runScript(redis, FILL, pairs, [token, ...args]))
    }
  }

  async function waitFor(kind: RowKind, ids: readonly number[], epoch: string): Promise<Found> {
    const found: Found = new Map()
    let waiting = ids
    for (const pause of WAITS_MS) {
      if (waiting.length === 0) return found
      await sleep(pause)
      const rowKeys = waiting.map((id) => keys.row(kind.name, id))
      const held = await guard.attempt((redis) => redis.mget(rowKeys))
      if (held === undefined) break
      const sorted = sort(waiting, held, epoch, 0)
      merge(found, sorted.found)
      waiting = sorted.missing
    }
    return waiting.length === 0 ? found : merge(found, await loadAll(kind, waiting))
  }

  function refresh(kind: RowKind, ids: readonly number[], epoch: string): void {
    const due = ids.filter((id) => !refreshing.has(keys.row(kind.name, id)))
    for (const id of due) refreshing.add(keys.row(kind.name, id))
    const token = randomUUID()
    const leases = due.map((id) => keys.lease(keys.row(kind.name, id)))
    const work = async () => {
      const won = await guard.attempt((redis) =>
        runScript(redis, ACQUIRE, leases, [token, LEASE_MS]),
      )
      const mine = due.filter((_, index) => Array.isArray(won) && won[index] === 1)
      await loadAndStore(kind, mine, { epoch, token })
    }
    const end = () => {
      for (const id of due) refreshing.delete(keys.row(kind.name, id))
    }
    // What could not be refreshed is loaded by whoever misses it, who hears of the error.
    work().then(end, end)
  }

  return async (kind, ids) => {
    const found = new Map<number, string>()
    const pending = new Set<Promise<Found>>()
    const missing: number[] = []
    for (const id of new Set(ids)) {
      const key = keys.row(kind.name, id)
      const kept = local.get(key)
      const flight = flights.get(key)
      if (kept !== undefined) keep(found, id, kept)
      else if (flight !== undefined) pending.add(flight)
      else missing.push(id)
    }
    if (missing.length > 0) pending.add(fly(kind, missing))
    for (const rows of await Promise.all(pending)) {
      for (const id of ids) keep(found, id, rows.get(id) ?? null)
    }
    return found
  }

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
}

function keep(found: Map<number, string>, id: number, json: string | null): void {
  if (json !== null) found.set(id, json)
}

/** What is held of these ids, what is not, and what soon will not be. */
function sort(
  ids: readonly number[],
  held: readonly (string | null)[],
  epoch: string,
  oldBefore: number,
) {
  const found: Found = new Map()
  const missing: number[] = []
  const old: number[] = []
  for (const [index, id] of ids.entries()) {
    const row: HeldRow | undefined = readRow(held[index], epoch)
    if (row === undefined) missing.push(id)
    else {
      found.set(id, row.json)
      if (row.json !== null && row.expiresAt < oldBefore) old.push(id)
    }
  }
  return { found, missing, old }
}

async function loadAll(kind: RowKind, ids: readonly number[]): Promise<Found> {
  return foundOf(ids, await kind.load(ids))
}

function foundOf(ids: readonly number[], rows: readonly CachedRow[]): Found {
  const found: Found = new Map(ids.map((id) => [id, null]))
  for (const { id, json } of rows) found.set(id, json)
  return found
}

function merge(into: Found, from: Found): Found {
  for (const [id, json] of from) into.set(id, json)
  return into
}

function lifetime(json: string | null): number {
  return json === null ? ABSENT_MS : ROW_MS
}
