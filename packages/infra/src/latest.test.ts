import { describe, expect, it } from 'vitest'
import { createLatest } from './latest.ts'

/** A load that counts its starts and ends when told. */
function source() {
  const pending: ((value: string) => void)[] = []
  const failing: ((error: Error) => void)[] = []
  return {
    starts: () => pending.length,
    load: () =>
      new Promise<string>((resolve, reject) => {
        pending.push(resolve)
        failing.push(reject)
      }),
    end: (index: number, value: string) => pending[index]?.(value),
    fail: (index: number) => failing[index]?.(new Error('no answer')),
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('createLatest', () => {
  it('never answers with a read that began before the call', async () => {
    const { load, end } = source()
    const latest = createLatest()
    const first = latest('a', load)
    const second = latest('a', load)
    end(0, 'old')
    await turn()
    end(1, 'new')
    expect([await first, await second]).toEqual(['old', 'new'])
  })

  it('shares one load between all who came while another was on its way', async () => {
    const { load, end, starts } = source()
    const latest = createLatest()
    const first = latest('a', load)
    const others = Array.from({ length: 100 }, () => latest('a', load))
    expect(starts()).toBe(1)
    end(0, 'first')
    await turn()
    expect(starts()).toBe(2)
    end(1, 'second')
    expect(await first).toBe('first')
    expect(new Set(await Promise.all(others))).toEqual(new Set(['second']))
  })

  it('goes on after a failure, which only those who shared it see', async () => {
    const { load, end, fail } = source()
    const latest = createLatest()
    const first = latest('a', load)
    const second = latest('a', load)
    fail(0)
    await expect(first).rejects.toThrow('no answer')
    await turn()
    end(1, 'fine')
    expect(await second).toBe('fine')
  })

  it('keeps keys apart and starts afresh when idle', async () => {
    const { load, end, starts } = source()
    const latest = createLatest()
    const a = latest('a', load)
    const b = latest('b', load)
    expect(starts()).toBe(2)
    end(0, 'a')
    end(1, 'b')
    expect([await a, await b]).toEqual(['a', 'b'])
    await turn()
    const again = latest('a', load)
    end(2, 'again')
    expect(await again).toBe('again')
  })
})
