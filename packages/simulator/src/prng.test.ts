import { describe, expect, it } from 'vitest'
import { createPrng, hash32 } from './prng.ts'

const draw = (seed: string, count: number) => {
  const prng = createPrng(seed)
  return Array.from({ length: count }, () => prng.uint32())
}

describe('createPrng', () => {
  it('repeats the sequence of a seed', () => {
    expect(draw('a', 100)).toEqual(draw('a', 100))
  })

  it('gives unrelated sequences for near seeds', () => {
    const [a, b] = [draw('match/1', 1_000), draw('match/2', 1_000)]
    expect(a.filter((value, index) => value === b[index])).toHaveLength(0)
  })

  it('never changes its numbers: recorded seeds must stay valid', () => {
    expect(draw('loadout', 3)).toMatchInlineSnapshot(`
      [
        1813406902,
        560305758,
        1099199618,
      ]
    `)
  })

  it('is uniform in [0, 1)', () => {
    const prng = createPrng('uniform')
    const buckets = Array<number>(10).fill(0)
    for (let index = 0; index < 20_000; index += 1) {
      const value = prng.float()
      if (value < 0 || value >= 1) expect.unreachable()
      const bucket = Math.floor(value * 10)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    for (const count of buckets) expect(Math.abs(count - 2_000)).toBeLessThan(250)
  })

  it('draws integers within both bounds', () => {
    const prng = createPrng('int')
    const values = new Set(Array.from({ length: 500 }, () => prng.between(3, 6)))
    expect([...values].sort()).toEqual([3, 4, 5, 6])
    expect(new Set(Array.from({ length: 500 }, () => prng.int(2)))).toEqual(new Set([0, 1]))
  })

  it('draws normal values with mean zero and unit variance', () => {
    const prng = createPrng('normal')
    const values = Array.from({ length: 20_000 }, () => prng.normal())
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.05)
  })

  it('draws by weight and never an item of weight zero', () => {
    const prng = createPrng('weights')
    const counts = [0, 0, 0]
    for (let index = 0; index < 4_000; index += 1) {
      const drawn = prng.weighted([1, 0, 3])
      counts[drawn] = (counts[drawn] ?? 0) + 1
    }
    expect(counts[1]).toBe(0)
    expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeCloseTo(3, 0)
  })

  it('permutes without loss and leaves the input alone', () => {
    const items = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8])
    const shuffled = createPrng('shuffle').shuffled(items)
    expect(shuffled).not.toEqual(items)
    expect([...shuffled].sort()).toEqual(items)
  })

  it('forks by name, whatever was drawn before', () => {
    const used = createPrng('root')
    used.float()
    expect(used.fork('x').uint32()).toBe(createPrng('root').fork('x').uint32())
    expect(used.fork('x').uint32()).not.toBe(used.fork('y').uint32())
  })

  it('refuses to pick from nothing', () => {
    expect(() => createPrng('empty').pick([])).toThrow(RangeError)
  })
})

describe('statistical sanity', () => {
  it('sets every bit half of the time', () => {
    const values = draw('bits', 8_000)
    for (let bit = 0; bit < 32; bit += 1) {
      const ones = values.filter((value) => ((value >>> bit) & 1) === 1).length
      // Six standard deviations of a fair coin, which a sound generator never leaves.
      expect(Math.abs(ones - 4_000)).toBeLessThan(6 * Math.sqrt(8_000 / 4))
    }
  })

  it('has no correlation between neighbours', () => {
    const prng = createPrng('serial')
    const values = Array.from({ length: 20_000 }, () => prng.float() - 0.5)
    const products = values.slice(1).map((value, index) => value * (values[index] ?? 0))
    const covariance = products.reduce((sum, product) => sum + product, 0) / products.length
    expect(Math.abs(covariance * 12)).toBeLessThan(0.04)
  })

  it('has first numbers that are uniform over consecutive seeds', () => {
    const buckets = Array<number>(16).fill(0)
    for (let seed = 0; seed < 8_000; seed += 1) {
      const bucket = createPrng(`match/${seed}`).int(16)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    for (const count of buckets) expect(Math.abs(count - 500)).toBeLessThan(120)
  })

  it('puts every item at every place equally often when it shuffles', () => {
    const prng = createPrng('places')
    const counts = new Map<string, number>()
    for (let round = 0; round < 6_000; round += 1) {
      for (const [place, item] of prng.shuffled(['a', 'b', 'c']).entries()) {
        counts.set(`${item}${place}`, (counts.get(`${item}${place}`) ?? 0) + 1)
      }
    }
    expect(counts.size).toBe(9)
    for (const count of counts.values()) expect(Math.abs(count - 2_000)).toBeLessThan(220)
  })

  it('lets chance happen as often as it says, never at 0 and always at 1', () => {
    const prng = createPrng('chance')
    const share = (probability: number) =>
      Array.from({ length: 10_000 }, () => prng.chance(probability)).filter(Boolean).length / 10_000
    expect([share(0), share(1)]).toEqual([0, 1])
    expect(Math.abs(share(0.004) - 0.004)).toBeLessThan(0.004)
    expect(Math.abs(share(0.3) - 0.3)).toBeLessThan(0.03)
  })

  it('draws the last index when no weight is positive', () => {
    expect(createPrng('zero').weighted([0, 0, 0])).toBe(2)
    expect(createPrng('one').weighted([1])).toBe(0)
  })

  it('shuffles nothing into nothing', () => {
    expect(createPrng('empty').shuffled([])).toEqual([])
  })
})

describe('hash32', () => {
  it('is an unsigned 32-bit integer that depends on text and basis', () => {
    expect(hash32('a')).not.toBe(hash32('b'))
    expect(hash32('a', 1)).not.toBe(hash32('a', 2))
    for (const text of ['', 'a', 'Ascent', '…']) {
      expect(hash32(text)).toBe(hash32(text) >>> 0)
    }
  })
})
