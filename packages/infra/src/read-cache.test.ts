import { describe, expect, it } from 'vitest'
import { createReadCache, estimateBytes } from './read-cache.ts'

const MIB = 1024 * 1024

describe('createReadCache', () => {
  it('loads once per revision', async () => {
    const cache = createReadCache(MIB)
    const load = counter()
    expect(await cache.read('board', 'r1', load.run)).toBe(1)
    expect(await cache.read('board', 'r1', load.run)).toBe(1)
    expect(await cache.read('board', 'r2', load.run)).toBe(2)
    expect(await cache.read('board', 'r2', load.run)).toBe(2)
  })

  it('keeps keys apart', async () => {
    const cache = createReadCache(MIB)
    expect(await cache.read('a', 'r', async () => 1)).toBe(1)
    expect(await cache.read('b', 'r', async () => 2)).toBe(2)
    expect(await cache.read('a', 'r', async () => 3)).toBe(1)
  })

  it('loads once for all who ask at the same time', async () => {
    const cache = createReadCache(MIB)
    const load = counter()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => cache.read('k', 'r', load.run)),
    )
    expect(new Set(answers)).toEqual(new Set([1]))
  })

  it('does not let a reader of an older revision answer one of a newer', async () => {
    const cache = createReadCache(MIB)
    const old = Promise.withResolvers<string>()
    const first = cache.read('k', 'r1', () => old.promise)
    expect(await cache.read('k', 'r2', async () => 'new')).toBe('new')
    old.resolve('old')
    expect(await first).toBe('old')
  })

  it('does not keep a failure', async () => {
    const cache = createReadCache(MIB)
    await expect(cache.read('k', 'r', () => Promise.reject(new Error('down')))).rejects.toThrow(
      'down',
    )
    expect(await cache.read('k', 'r', async () => 'up')).toBe('up')
  })

  it('keeps empty results too', async () => {
    const cache = createReadCache(MIB)
    expect(await cache.read('k', 'r', async () => null)).toBeNull()
    expect(await cache.read<unknown>('k', 'r', async () => 'again')).toBeNull()
  })

  it('drops what was read longest ago when it is full', async () => {
    const cache = createReadCache(100_000)
    const large = 'x'.repeat(20_000)
    for (const key of ['a', 'b', 'c']) await cache.read(key, 'r', async () => large)
    expect(await cache.read('c', 'r', async () => 'new')).toBe(large)
    expect(await cache.read('a', 'r', async () => 'new')).toBe('new')
  })

  it('answers, but does not keep, what is larger than the whole cache', async () => {
    const cache = createReadCache(1_000)
    const large = 'x'.repeat(5_000)
    expect(await cache.read('k', 'r', async () => large)).toBe(large)
    expect(await cache.read('k', 'r', async () => 'again')).toBe('again')
  })
})

describe('tagged', () => {
  function source(revision: string) {
    const state = { revision, asked: 0, loaded: 0 }
    return {
      state,
      present: async () => {
        state.asked += 1
        return state.revision
      },
      load: async () => {
        state.loaded += 1
        return { revision: state.revision, value: `value of ${state.revision}` }
      },
    }
  }

  it('asks for the revision only when something is kept', async () => {
    const cache = createReadCache(MIB)
    const { state, present, load } = source('r1')
    expect(await cache.tagged('k', present, load)).toEqual({ revision: 'r1', value: 'value of r1' })
    expect(state).toMatchObject({ asked: 0, loaded: 1 })
    await cache.tagged('k', present, load)
    expect(state).toMatchObject({ asked: 1, loaded: 1 })
  })

  it('loads again once the revision has moved', async () => {
    const cache = createReadCache(MIB)
    const { state, present, load } = source('r1')
    await cache.tagged('k', present, load)
    state.revision = 'r2'
    expect((await cache.tagged('k', present, load)).value).toBe('value of r2')
    expect((await cache.tagged('k', present, load)).value).toBe('value of r2')
    expect(state.loaded).toBe(2)
  })

  it('never gives a value that was read before the call began', async () => {
    const cache = createReadCache(MIB)
    const slow = Promise.withResolvers<{ revision: string; value: string }>()
    const { state, present, load } = source('r2')
    const first = cache.tagged('k', present, () => slow.promise)
    const second = cache.tagged('k', present, load)
    slow.resolve({ revision: 'r1', value: 'old' })
    expect((await first).value).toBe('old')
    expect((await second).value).toBe('value of r2')
    expect(state.loaded).toBe(1)
  })

  it('keeps nothing of a load that failed, or of a product that is gone', async () => {
    const cache = createReadCache(MIB)
    const { present, load } = source('r1')
    await cache.tagged('k', present, load)
    const gone = () => Promise.reject(new Error('gone'))
    await expect(cache.tagged('k', async () => null, gone)).rejects.toThrow('gone')
  })
})

describe('estimateBytes', () => {
  it('grows with what it measures', () => {
    const row = { agent: 'jett', picks: 12, rate: 0.5 }
    const one = estimateBytes([row])
    const hundred = estimateBytes(Array.from({ length: 100 }, () => row))
    expect(hundred).toBeGreaterThan(90 * (one - 40))
    expect(estimateBytes('x'.repeat(1_000))).toBeGreaterThan(2_000)
    expect(estimateBytes(new Uint8Array(5_000))).toBeGreaterThan(5_000)
    expect(estimateBytes(null)).toBeLessThan(100)
  })
})

function counter() {
  let calls = 0
  return {
    run: async () => {
      calls += 1
      return calls
    },
  }
}
