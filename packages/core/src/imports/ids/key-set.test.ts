import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeySet } from './key-set.ts'

const codec = { sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') }

/** Has every text begin at the same few places. */
const poor = {
  sha256: (bytes: Uint8Array) =>
    `${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}000003f${(bytes[0] ?? 0) % 2 === 0 ? 'e' : 'f'}`,
}

describe('KeySet', () => {
  it.each([
    ['hashes that are spread', codec],
    ['hashes that lie together, at the end', poor],
  ])('is a set, with %s', (_, hashes) => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 })), fc.array(fc.string()), (added, asked) => {
        const expected = new Set<string>()
        const set = new KeySet(hashes)
        for (const key of added) {
          expect(set.add(key)).toBe(!expected.has(key))
          expected.add(key)
        }
        expect(set.size).toBe(expected.size)
        for (const key of [...added, ...asked]) expect(set.has(key)).toBe(expected.has(key))
      }),
      { numRuns: 100 },
    )
  })

  it('holds as many as there are', () => {
    const set = new KeySet(codec)
    for (let key = 0; key < 20_000; key += 1) expect(set.add(`source steam ${key}`)).toBe(true)
    for (let key = 0; key < 20_000; key += 1) expect(set.add(`source steam ${key}`)).toBe(false)
    expect(set.size).toBe(20_000)
    expect(set.has('source steam 20000')).toBe(false)
  })

  it('knows a text whose hash begins with zeros', () => {
    const set = new KeySet({ sha256: () => '0'.repeat(64) })
    expect([set.has('a'), set.add('a'), set.add('a'), set.has('a')]).toEqual([
      false,
      true,
      false,
      true,
    ])
  })
})
