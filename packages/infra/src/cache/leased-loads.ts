import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CachedRow, RowKind } from '@loadout/core'
import { jitter } from '../jitter.ts'
import { type Found, foundOf, loadAll, merge, sortHeld } from './found.ts'
import type { Guard } from './guard.ts'
import type { CacheKeys } from './keys.ts'
import { writeRow } from './row-text.ts'
import { ACQUIRE, FILL, runScript } from './scripts.ts'

/** How long a row is kept, milliseconds; up to a tenth less, so that rows stored together do not go together. */
export const ROW_MS = 600_000
/** That there is no such row is remembered for less. */
const ABSENT_MS = 5_000
/** Whoever loads a row has so long to store it. */
const LEASE_MS = 2_000
/** Pauses of those who wait for somebody else's load; then they load themselves. */
const WAITS_MS = [10, 20, 40, 80, 100]

/** Loads for all processes. `epoch` is the one under which the rows were missed. */
export interface LeasedLoads {
  /** Each row is loaded by one process; the others wait for it, for a quarter of a second. */
  load(kind: RowKind, ids: readonly number[], epoch: string): Promise<Found>
  /** Loads what nobody else is loading. */
  refresh(kind: RowKind, ids: readonly number[], epoch: string): Promise<void>
}

export interface LoadDeps {
  readonly guard: Guard
  readonly keys: CacheKeys
}

export function createLeasedLoads(deps: LoadDeps): LeasedLoads {
  const { guard, keys } = deps

  async function loadMine(
    kind: RowKind,
    ids: readonly number[],
    lease: { readonly epoch: string; readonly token: string },
  ): Promise<Found> {
    if (ids.length === 0) return new Map()
    let rows: readonly CachedRow[] | null = null
    try {
      rows = await kind.load(ids)
      return foundOf(ids, rows)
    } finally {
      await store(deps, kind, { ...lease, ids, rows })
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
      const sorted = sortHeld(waiting, held, { epoch })
      merge(found, sorted.found)
      waiting = sorted.missing
    }
    return waiting.length === 0 ? found : merge(found, await loadAll(kind, waiting))
  }

  return {
    async load(kind, ids, epoch) {
      const token = randomUUID()
      const won = await acquire(deps, kind, { ids, token, under: epoch })
      if (won === null) return loadAll(kind, ids)
      const [loaded, waited] = await Promise.all([
        loadMine(kind, won.mine, { epoch, token }),
        waitFor(kind, won.others, epoch),
      ])
      return merge(won.found, merge(loaded, waited))
    },
    async refresh(kind, ids, epoch) {
      const token = randomUUID()
      const won = await acquire(deps, kind, { ids, token, under: '' })
      await loadMine(kind, won?.mine ?? [], { epoch, token })
    },
  }
}

/**
 * Takes the leases that are free; null when Redis does not say. What was stored since it was missed `under` an epoch
 * needs none: whoever had its lease has given it back by then.
 */
async function acquire(
  { guard, keys }: LoadDeps,
  kind: RowKind,
  of: { readonly ids: readonly number[]; readonly token: string; readonly under: string },
) {
  const { ids, token, under } = of
  const pairs = pairsOf(keys, kind, ids)
  const won = await guard.attempt((redis) =>
    runScript(redis, ACQUIRE, pairs, [token, LEASE_MS, under]),
  )
  if (!Array.isArray(won)) return null
  return {
    found: sortHeld(ids, won, { epoch: under }).found,
    mine: ids.filter((_, index) => won[index] === 1),
    others: ids.filter((_, index) => won[index] === 0),
  }
}

/** Stores what was loaded under leases that are still held. Without rows it only gives the leases back. */
async function store(
  { guard, keys }: LoadDeps,
  kind: RowKind,
  of: {
    readonly ids: readonly number[]
    readonly rows: readonly CachedRow[] | null
    readonly epoch: string
    readonly token: string
  },
): Promise<void> {
  const { ids, rows, epoch, token } = of
  const loaded = new Map(rows?.map((row) => [row.id, row]))
  const args = ids.flatMap((id) => {
    if (rows === null) return [0, '', 1]
    const row = loaded.get(id) ?? { id, version: 0, json: null }
    const ms = Math.ceil(jitter(row.json === null ? ABSENT_MS : ROW_MS, 0.9))
    return [row.version, writeRow({ ...row, epoch, expiresAt: Date.now() + ms }), ms]
  })
  const pairs = pairsOf(keys, kind, ids)
  await guard.attempt((redis) => runScript(redis, FILL, pairs, [token, ...args]))
}

/** Row and lease of each. */
function pairsOf(keys: CacheKeys, kind: RowKind, ids: readonly number[]): string[] {
  return ids.flatMap((id) => {
    const key = keys.row(kind.name, id)
    return [key, keys.lease(key)]
  })
}
