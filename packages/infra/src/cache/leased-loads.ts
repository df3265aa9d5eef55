import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { jitter } from '../jitter.ts'
import { runScript } from '../script.ts'
import {
  type Found,
  foundOf,
  type Loadable,
  type Loaded,
  loadAll,
  merge,
  sortHeld,
} from './found.ts'
import type { Guard } from './guard.ts'
import { writeRow } from './row-text.ts'
import { ACQUIRE, FILL } from './scripts.ts'

/** That there is no such row is remembered for less than that there is one, milliseconds. */
const ABSENT_MS = 5_000

/** Loads for all processes. `epoch` is the one under which the rows were missed. */
export interface LeasedLoads<Id> {
  /** Each row is loaded by one process; the others wait for it, so long as `waitsMs` says. */
  load(kind: Loadable<Id>, ids: readonly Id[], epoch: string): Promise<Found<Id>>
  /** Loads what nobody else is loading. */
  refresh(kind: Loadable<Id>, ids: readonly Id[], epoch: string): Promise<void>
}

export interface LoadOptions<Id> {
  readonly guard: Guard
  readonly key: (kind: string, id: Id) => string
  /** Of who loads what is missed at this key under this epoch. */
  readonly lease: (key: string, epoch: string) => string
  /** How long a row is kept, milliseconds; up to a tenth less, so that rows stored together do not go together. */
  readonly keepMs: number
  /** Whoever loads a row has so long to store it. */
  readonly leaseMs: number
  /** Pauses of those who wait for somebody else's load; then they load themselves. */
  readonly waitsMs: readonly number[]
  /** What is longer is not stored, characters. */
  readonly maxLength?: number
}

export function createLeasedLoads<Id>(options: LoadOptions<Id>): LeasedLoads<Id> {
  const { guard, waitsMs } = options

  async function loadMine(
    kind: Loadable<Id>,
    ids: readonly Id[],
    lease: Lease,
  ): Promise<Found<Id>> {
    if (ids.length === 0) return new Map()
    let rows: readonly Loaded<Id>[] | null = null
    try {
      rows = await kind.load(ids)
      return foundOf(ids, rows)
    } finally {
      await store(options, kind, { ...lease, ids, rows })
    }
  }

  async function waitFor(kind: Loadable<Id>, ids: readonly Id[], epoch: string) {
    const found: Found<Id> = new Map()
    /** Whoever had the lease gave it back with nothing stored. */
    const given: Id[] = []
    let waiting = ids
    for (const pause of waitsMs) {
      if (waiting.length === 0) break
      await sleep(pause)
      const pairs = pairsOf(options, kind, waiting, epoch)
      const held = await guard.attempt((redis) => redis.mget(pairs))
      if (held === undefined) break
      const rows = waiting.map((_, index) => held[2 * index])
      const leased = new Set(waiting.filter((_, index) => typeof held[2 * index + 1] === 'string'))
      const sorted = sortHeld(waiting, rows, { epoch })
      merge(found, sorted.found)
      given.push(...sorted.missing.filter((id) => !leased.has(id)))
      waiting = sorted.missing.filter((id) => leased.has(id))
    }
    const left = [...given, ...waiting]
    return left.length === 0 ? found : merge(found, await loadAll(kind, left))
  }

  return {
    async load(kind, ids, epoch) {
      const token = randomUUID()
      const won = await acquire(options, kind, { ids, token, epoch, under: epoch })
      if (won === null) return loadAll(kind, ids)
      const [loaded, waited] = await Promise.all([
        loadMine(kind, won.mine, { epoch, token }),
        waitFor(kind, won.others, epoch),
      ])
      return merge(won.found, merge(loaded, waited))
    },
    async refresh(kind, ids, epoch) {
      const token = randomUUID()
      const won = await acquire(options, kind, { ids, token, epoch, under: '' })
      await loadMine(kind, won?.mine ?? [], { epoch, token })
    },
  }
}

interface Lease {
  readonly epoch: string
  readonly token: string
}

/**
 * Takes the leases that are free; null when Redis does not say. What was stored since it was missed `under` an epoch
 * needs none: whoever had its lease has given it back by then.
 */
async function acquire<Id>(
  options: LoadOptions<Id>,
  kind: Loadable<Id>,
  of: Lease & { readonly ids: readonly Id[]; readonly under: string },
) {
  const { ids, token, epoch, under } = of
  const pairs = pairsOf(options, kind, ids, epoch)
  const won = await options.guard.attempt((redis) =>
    runScript(redis, ACQUIRE, pairs, [token, options.leaseMs, under]),
  )
  if (!Array.isArray(won)) return null
  return {
    found: sortHeld(ids, won, { epoch: under }).found,
    mine: ids.filter((_, index) => won[index] === 1),
    others: ids.filter((_, index) => won[index] === 0),
  }
}

/** Stores what was loaded under leases that are still held. Without rows it only gives the leases back. */
async function store<Id>(
  options: LoadOptions<Id>,
  kind: Loadable<Id>,
  of: Lease & { readonly ids: readonly Id[]; readonly rows: readonly Loaded<Id>[] | null },
): Promise<void> {
  const { ids, rows, epoch, token } = of
  const { keepMs, maxLength = Number.POSITIVE_INFINITY } = options
  const loaded = new Map(rows?.map((row) => [row.id, row]))
  const args = ids.flatMap((id) => {
    const row = loaded.get(id) ?? { version: 0, json: null }
    if (rows === null || (row.json?.length ?? 0) > maxLength) return [0, '', 1]
    const ms = Math.ceil(jitter(row.json === null ? ABSENT_MS : keepMs, 0.9))
    return [row.version, writeRow({ ...row, epoch, expiresAt: Date.now() + ms }), ms]
  })
  const pairs = pairsOf(options, kind, ids, epoch)
  await options.guard.attempt((redis) => runScript(redis, FILL, pairs, [token, ...args]))
}

/** Row and lease of each. */
function pairsOf<Id>(
  { key, lease }: LoadOptions<Id>,
  kind: Loadable<Id>,
  ids: readonly Id[],
  epoch: string,
): string[] {
  return ids.flatMap((id) => {
    const row = key(kind.name, id)
    return [row, lease(row, epoch)]
  })
}
