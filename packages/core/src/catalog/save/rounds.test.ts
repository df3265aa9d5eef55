import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointerKeys, roundsOf } from './rounds.ts'

const source = (key: string) => ({ source: 'steam', key })

describe('rounds of documents', () => {
  it('is one, when all are of different products', () => {
    expect(roundsOf([{ id: 1 }, { source: source('1') }, {}, {}])).toEqual([[0, 1, 2, 3]])
    expect(roundsOf([])).toEqual([])
  })

  it('has those of one product follow each other', () => {
    const documents = [{ id: 1 }, { id: 2 }, { id: 1 }, { id: 1 }]
    expect(roundsOf(documents)).toEqual([[0, 1], [2], [3]])
  })

  it('knows a product by either of its names', () => {
    const documents = [{ source: source('a') }, { id: 7, source: source('a') }, { id: 7 }]
    expect(roundsOf(documents)).toEqual([[0], [1], [2]])
  })

  it('never has one name twice, and keeps the order of each', () => {
    const pointer = fc.record(
      { id: fc.integer({ min: 1, max: 4 }), source: fc.constantFrom('a', 'b', 'c').map(source) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.array(pointer), (documents) => {
        const rounds = roundsOf(documents)
        const keysOf = (place: number) => pointerKeys(documents[place] ?? {})
        for (const round of rounds) {
          const keys = round.flatMap(keysOf)
          expect(new Set(keys).size).toBe(keys.length)
        }
        const order = rounds.flat()
        expect(order.toSorted((a, b) => a - b)).toEqual(documents.map((_, place) => place))
        for (const key of new Set(order.flatMap(keysOf))) {
          const places = order.filter((place) => keysOf(place).includes(key))
          expect(places).toEqual(places.toSorted((a, b) => a - b))
        }
      }),
      { numRuns: 200, seed: 20_261_131 },
    )
  })
})
