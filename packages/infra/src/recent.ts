import type { Log, ReadCache, RevisionSource } from '@loadout/core'
import { createLimit } from './limit.ts'
import { createSightings, type Sightings } from './sightings.ts'

/** Loads in the background at a time: enough to keep up, few enough to leave the machine to requests. */
const BACKGROUND_LOADS = 2

export interface RecentOptions {
  /** Milliseconds. */
  readonly maxStaleMs: number
  readonly log: Log
  /** Milliseconds, of a clock that never goes back. */
  readonly now: () => number
  /** The exact cache in front of which this stands. */
  readonly read: ReadCache['read']
  /** What that cache holds for a key, of whatever revision. */
  readonly entry: (key: string) => Entry | undefined
}

export interface Entry {
  readonly revision: string
  readonly value: unknown
}

/** `ReadCache.recent` on top of an exact cache. */
export function createRecent(options: RecentOptions): ReadCache['recent'] {
  const { maxStaleMs, log, now, read, entry } = options
  const sources = new Map<string, Sightings>()
  const renewing = new Set<string>()
  const inBackground = createLimit(BACKGROUND_LOADS)

  function sightingsOf({ name }: RevisionSource): Sightings {
    const known = sources.get(name) ?? createSightings(maxStaleMs, now)
    sources.set(name, known)
    return known
  }

  /** Looks at the source when it is time, and loads the key again if its revision is over. */
  async function renew(key: string, source: RevisionSource, load: () => Promise<unknown>) {
    const sightings = sightingsOf(source)
    if (sightings.claimLook()) await sightings.look(source)
    if (entry(key)?.revision === sightings.present || renewing.has(key)) return
    renewing.add(key)
    try {
      // It may have waited for its turn: what counts is the revision when it starts.
      await inBackground(async () => read(key, await sightings.look(source), load))
    } finally {
      renewing.delete(key)
    }
  }

  return async <Value>(key: string, source: RevisionSource, load: () => Promise<Value>) => {
    if (maxStaleMs === 0) return read(key, await source.revision(), load)
    const sightings = sightingsOf(source)
    const found = entry(key)
    if (found === undefined || !sightings.isRecent(found.revision)) {
      return read(key, await sightings.look(source), load)
    }
    renew(key, source, load).catch((error: unknown) => {
      log.warn('a cached answer could not be renewed', { source: source.name, error })
    })
    return found.value as Value
  }
}
