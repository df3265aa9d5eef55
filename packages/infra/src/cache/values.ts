import type { SharedCache } from '@loadout/core'
import { runScript } from '../script.ts'
import type { Loadable } from './found.ts'
import type { Guard } from './guard.ts'
import type { CacheKeys } from './keys.ts'
import { createLeasedLoads } from './leased-loads.ts'
import { BOUND } from './scripts.ts'

/** How long a value is kept that is asked for no more, or whose revision stands, milliseconds. */
const VALUE_MS = 600_000
/** Values that are kept, if nothing else is said: at most 128 MB with `MAX_LENGTH`, of a Redis that holds queues. */
export const VALUES = 500
/** Longer ones are not kept, characters. */
const MAX_LENGTH = 256 * 1024
/** Whoever loads a value has so long to store it: a sum over years of matches may take seconds. */
const LEASE_MS = 5_000
/** A second in all. */
const WAITS_MS = [5, 10, 20, 40, 75, 100, 125, 125, 250, 250]

export interface ValuesDeps {
  readonly guard: Guard
  readonly keys: CacheKeys
  readonly maxValues: number
}

/** `SharedCache.value`: one key per value, under which each revision takes the place of the one before. */
export function createValues({ guard, keys, maxValues }: ValuesDeps): SharedCache['value'] {
  const flights = new Map<string, Promise<unknown>>()
  const loads = createLeasedLoads<string>({
    guard,
    key: (_kind, key) => keys.value(key),
    // Those who load another revision are not waited for.
    lease: (key, revision) => keys.lease(`${key}:${revision}`),
    ...{ keepMs: VALUE_MS, leaseMs: LEASE_MS, waitsMs: WAITS_MS, maxLength: MAX_LENGTH },
  })

  /** Values that nobody reads any more do not pile up until they go by themselves, whatever is asked for. */
  async function bound(key: string): Promise<void> {
    const now = Date.now()
    await guard.attempt((redis) =>
      runScript(redis, BOUND, [keys.values, keys.value(key)], [now, now + VALUE_MS, maxValues]),
    )
  }

  async function fetch<Value>(key: string, revision: string, load: () => Promise<Value>) {
    const kind: Loadable<string> = {
      name: 'value',
      async load() {
        const json = JSON.stringify(await load())
        if (json.length <= MAX_LENGTH) void bound(key)
        return [{ id: key, version: revision, json }]
      },
    }
    const found = await loads.load(kind, [key], revision)
    const value = parsed<Value>(found.get(key))
    if (value !== undefined) return value
    // Somebody else wrote there, or half of it is missing.
    await guard.attempt((redis) => redis.unlink(keys.value(key)))
    return load()
  }

  return async <Value>(key: string, revision: string, load: () => Promise<Value>) => {
    const name = `${revision}\n${key}`
    let flight = flights.get(name)
    if (flight === undefined) {
      flight = fetch(key, revision, load).finally(() => flights.delete(name))
      flights.set(name, flight)
    }
    return (await flight) as Value
  }
}

function parsed<Value>(json: string | null | undefined): Value | undefined {
  try {
    return typeof json === 'string' ? JSON.parse(json) : undefined
  } catch {
    return undefined
  }
}
