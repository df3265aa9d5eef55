import { type Log, silentLog } from '@loadout/core'
import { describe, expect, it } from 'vitest'
import { createReadCache, type ReadCacheOptions } from './read-cache.ts'
import { LOOK_EVERY_MS } from './sightings.ts'

const MIB = 1024 * 1024
const STALE_MS = 1_000

/** A cache with a clock to turn, and a source to change whose every load is `<revision>#<number>`. */
function recently(options: ReadCacheOptions = {}) {
  const time = { ms: 0 }
  const cache = createReadCache(MIB, { maxStaleMs: STALE_MS, now: () => time.ms, ...options })
  const state = { revision: 'r1', loads: 0, looks: 0 }
  const source = {
    name: 'source',
    revision: async () => {
      state.looks += 1
      return state.revision
    },
  }
  const load = async () => {
    state.loads += 1
    return `${state.revision}#${state.loads}`
  }
  return { time, cache, state, source, read: (key = 'k') => cache.recent(key, source, load) }
}

/** Until what runs in the background is through. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('recent', () => {
  it('is exact by default', async () => {
    const { state, read } = recently({ maxStaleMs: 0 })
    expect([await read(), await read()]).toEqual(['r1#1', 'r1#1'])
    state.revision = 'r2'
    expect(await read()).toBe('r2#2')
    expect(state.looks).toBe(3)
  })

  it('answers without a look until it is time for one', async () => {
    const { time, state, read } = recently()
    await read()
    await read()
    await settled()
    const { looks } = state
    time.ms = LOOK_EVERY_MS - 1
    for (let index = 0; index < 100; index += 1) expect(await read()).toBe('r1#1')
    expect(state.looks).toBe(looks)
    time.ms = LOOK_EVERY_MS
    await read()
    await settled()
    expect(state.looks).toBe(looks + 1)
  })

  it('answers with the old value while one load replaces it', async () => {
    const { time, state, read } = recently()
    await read()
    state.revision = 'r2'
    time.ms = STALE_MS
    expect(await Promise.all([read(), read(), read()])).toEqual(['r1#1', 'r1#1', 'r1#1'])
    await settled()
    expect(await read()).toBe('r2#2')
    expect(state.loads).toBe(2)
  })

  it('waits for a value when the old one has not been right for longer than allowed', async () => {
    const { time, state, read } = recently()
    await read()
    state.revision = 'r2'
    time.ms = STALE_MS + 1
    expect(await read()).toBe('r2#2')
  })

  it('does not load again what nobody asked for while its revision stood', async () => {
    const { time, read } = recently()
    await read()
    time.ms = 100_000
    expect(await read()).toBe('r1#1')
  })

  it('goes by when a revision was last seen, whichever key it was seen for', async () => {
    const { time, state, read } = recently()
    await read('a')
    await read('b')
    for (time.ms = 0; time.ms < 3 * STALE_MS; time.ms += LOOK_EVERY_MS) {
      await read('a')
      await settled()
    }
    state.revision = 'r2'
    expect(await read('b')).toBe('r1#2')
  })

  it('loads only so many keys at a time in the background', async () => {
    const { time, cache, source, state } = recently()
    const keys = Array.from({ length: 10 }, (_, index) => `key ${index}`)
    await Promise.all(keys.map((key) => cache.recent(key, source, async () => 'old')))
    state.revision = 'r2'
    time.ms = LOOK_EVERY_MS
    let running = 0
    let most = 0
    const load = async () => {
      running += 1
      most = Math.max(most, running)
      await settled()
      running -= 1
      return 'new'
    }
    const read = () => Promise.all(keys.map((key) => cache.recent(key, source, load)))
    const rounds = async (count: number) => {
      for (let index = 0; index < count; index += 1) await settled()
    }
    // One of them looks; the others hear of the new revision from it.
    expect(new Set(await read())).toEqual(new Set(['old']))
    await rounds(2)
    await read()
    await rounds(30)
    expect(new Set(await read())).toEqual(new Set(['new']))
    expect(most).toBe(2)
  })

  it('logs a load that failed in the background and tries again with the next call', async () => {
    const warnings: unknown[] = []
    const log: Log = { ...silentLog, warn: (_message, fields) => warnings.push(fields) }
    const { time, cache, source, state, read } = recently({ log })
    await read()
    state.revision = 'r2'
    time.ms = LOOK_EVERY_MS
    const failing = cache.recent('k', source, () => Promise.reject(new Error('down')))
    expect(await failing).toBe('r1#1')
    await settled()
    expect(warnings).toMatchObject([{ source: 'source', error: { message: 'down' } }])
    expect(await read()).toBe('r1#1')
    await settled()
    expect(await read()).toBe('r2#2')
  })

  it('answers through a short outage of the source, and fails with it in the end', async () => {
    const { time, cache, source, read } = recently()
    await read()
    const down = { ...source, revision: () => Promise.reject(new Error('no database')) }
    time.ms = STALE_MS
    expect(await cache.recent('k', down, async () => 'new')).toBe('r1#1')
    time.ms = STALE_MS + 1
    await expect(cache.recent('k', down, async () => 'new')).rejects.toThrow('no database')
  })

  it('keeps sources apart', async () => {
    const { cache, source } = recently()
    const other = { name: 'other', revision: async () => 'r9' }
    expect(await cache.recent('a', source, async () => 'a')).toBe('a')
    expect(await cache.recent('b', other, async () => 'b')).toBe('b')
    expect(await cache.recent('b', other, async () => 'again')).toBe('b')
  })
})
