import { describe, expect, it } from 'vitest'
import { createIdPool } from './id-pool.ts'
import { randomEncryptedId, randomUuid } from './identifiers.ts'
import { createPrng } from './prng.ts'

const prng = createPrng('samples')
const encrypted = Array.from({ length: 10 }, () => randomEncryptedId(prng))
const uuids = Array.from({ length: 10 }, () => randomUuid(prng))

const text = (id: Uint8Array) => Buffer.from(id).toString('latin1')

describe('createIdPool', () => {
  it.each([
    ['uuids', uuids],
    ['encrypted ids', encrypted],
    ['a mixture of both', [...uuids.slice(5), ...encrypted.slice(5)]],
  ])('replaces %s by ids of the same shape', (_, samples) => {
    const drawn = createIdPool(createPrng('shape'), { samples, size: null }).draw().map(text)
    expect(drawn.map((id) => id.length)).toEqual(samples.map((id) => id.length))
    for (const id of drawn) {
      expect(id).toMatch(id.length === 36 ? /^[0-9a-f-]{36}$/ : /^[0-9A-Za-z_-]{78}$/)
      expect(samples).not.toContain(id)
    }
  })

  it('keeps lengths between those of the two known shapes', () => {
    const samples = ['x'.repeat(50), 'y'.repeat(77)]
    const drawn = createIdPool(createPrng('lengths'), { samples, size: null }).draw()
    expect(drawn.map((id) => id.length)).toEqual([50, 77])
  })

  it('without a size never gives an id twice', () => {
    const pool = createIdPool(createPrng('fresh'), { samples: encrypted, size: null })
    const drawn = Array.from({ length: 200 }, () => pool.draw().map(text)).flat()
    expect(new Set(drawn).size).toBe(2_000)
  })

  it('with a size gives that many ids in all, and none twice in a draw', () => {
    const pool = createIdPool(createPrng('shared'), { samples: encrypted, size: 40 })
    const draws = Array.from({ length: 300 }, () => pool.draw().map(text))
    for (const drawn of draws) expect(new Set(drawn).size).toBe(10)
    expect(new Set(draws.flat()).size).toBe(40)
  })

  it('uses everybody about equally often', () => {
    const pool = createIdPool(createPrng('even'), { samples: encrypted, size: 20 })
    const uses = new Map<string, number>()
    for (let index = 0; index < 2_000; index += 1) {
      for (const id of pool.draw().map(text)) uses.set(id, (uses.get(id) ?? 0) + 1)
    }
    expect(Math.min(...uses.values())).toBeGreaterThan(800)
    expect(Math.max(...uses.values())).toBeLessThan(1_200)
  })

  it('fills a lobby from a pool of exactly its size, and refuses a smaller one', () => {
    const draw = (size: number) =>
      createIdPool(createPrng('tight'), { samples: uuids, size }).draw()
    expect(new Set(draw(10).map(text)).size).toBe(10)
    expect(() => draw(9)).toThrow(RangeError)
  })
})
