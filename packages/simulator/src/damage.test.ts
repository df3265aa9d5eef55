import { describe, expect, it } from 'vitest'
import { CLASSIC, GUNS } from './arsenal.ts'
import { createDamageBook, type Hits } from './damage.ts'
import { createPrng } from './prng.ts'

const RIFLE = GUNS.findLast((gun) => gun.price === 2_900) ?? CLASSIC
const OPERATOR = GUNS.at(-1) ?? CLASSIC

/** The hits of one dealer on one receiver after a series of amounts with one gun. */
function hitsOf(seed: string, amounts: readonly number[], gun = RIFLE): Readonly<Hits> {
  const book = createDamageBook(createPrng(seed))
  for (const amount of amounts) book.deal({ dealer: 1, receiver: 2, amount, gun })
  return book.of(1).get(2) ?? { damage: 0, headshots: 0, bodyshots: 0, legshots: 0 }
}

const count = (hits: Readonly<Hits>) => hits.headshots + hits.bodyshots + hits.legshots

const worth = (hits: Readonly<Hits>, gun = RIFLE) =>
  hits.headshots * gun.head + hits.bodyshots * gun.body + hits.legshots * gun.leg

describe('createDamageBook', () => {
  it('adds up damage per receiver', () => {
    expect(hitsOf('sum', [60, 90]).damage).toBe(150)
  })

  it('counts enough hits for the damage, and not one more than needed', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const hits = hitsOf(`hits ${seed}`, [150])
      expect(worth(hits)).toBeGreaterThanOrEqual(150)
      // Without its last hit, whichever that was, the damage is not reached by the smallest hit.
      expect(worth(hits) - RIFLE.head).toBeLessThan(150)
    }
  })

  it('keeps dealers and receivers apart, receivers in order of the first hit', () => {
    const book = createDamageBook(createPrng('apart'))
    book.deal({ dealer: 0, receiver: 7, amount: 30, gun: RIFLE })
    book.deal({ dealer: 0, receiver: 5, amount: 20, gun: RIFLE })
    book.deal({ dealer: 0, receiver: 7, amount: 10, gun: RIFLE })
    book.deal({ dealer: 7, receiver: 0, amount: 99, gun: RIFLE })
    expect([...book.of(0)].map(([receiver, hits]) => [receiver, hits.damage])).toEqual([
      [7, 40],
      [5, 20],
    ])
    expect([...book.of(7).keys()]).toEqual([0])
    expect(book.of(3).size).toBe(0)
  })

  it('counts no hits for abilities', () => {
    const book = createDamageBook(createPrng('ability'))
    book.deal({ dealer: 0, receiver: 5, amount: 30, gun: null })
    expect([...book.of(0)]).toEqual([[5, { damage: 30, headshots: 0, bodyshots: 0, legshots: 0 }]])
  })

  it('books nothing for no damage', () => {
    const book = createDamageBook(createPrng('nothing'))
    book.deal({ dealer: 0, receiver: 5, amount: 0, gun: RIFLE })
    book.deal({ dealer: 0, receiver: 5, amount: -8, gun: RIFLE })
    expect(book.of(0).size).toBe(0)
  })

  it('needs fewer hits with a stronger gun', () => {
    const total = (gun: typeof RIFLE) =>
      Array.from({ length: 300 }, (_, seed) => count(hitsOf(`gun ${seed}`, [150], gun))).reduce(
        (sum, hits) => sum + hits,
        0,
      )
    expect(total(OPERATOR)).toBeLessThan(total(RIFLE) / 1.5)
    expect(total(CLASSIC)).toBeGreaterThan(total(RIFLE))
  })

  it('hits heads about every fifth and legs about every fourteenth time', () => {
    const hits = hitsOf('rates', Array<number>(4_000).fill(10))
    expect(count(hits)).toBe(4_000)
    expect(hits.headshots / 4_000).toBeCloseTo(0.2, 1)
    expect(Math.abs(hits.legshots / 4_000 - 0.07)).toBeLessThan(0.015)
  })
})
