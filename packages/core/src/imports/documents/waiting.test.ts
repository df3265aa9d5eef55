import { describe, expect, it } from 'vitest'
import { storeDocumentSchema } from '../../catalog/index.ts'
import type { PlacedDocument } from './placed-document.ts'
import { lacksBase, Waiting } from './waiting.ts'

/** A document known by a key, or by an id, and what it belongs to. */
function placed(of: string | number, base?: string | number, original = 'x'): PlacedDocument {
  const document = storeDocumentSchema.parse({
    ...{ kind: 'dlc', name: String(of) },
    ...(typeof of === 'number' ? { id: of } : { source: { source: 'x', key: of } }),
    ...(base === undefined ? {} : { base: typeof base === 'number' ? base : key(base) }),
  })
  return { document, place: { row: 1, line: 1, original } }
}

const key = (of: string) => ({ source: 'x', key: of })

function waitingOf(
  documents: readonly PlacedDocument[],
  limit?: ConstructorParameters<typeof Waiting>[1],
) {
  const waiting = new Waiting([], limit)
  for (const one of documents) waiting.add(one)
  return waiting
}

const namesIn = (waiting: Waiting, length = 100) =>
  [...waiting.take(length)].map((batch) => batch.map(({ document }) => document.name))

describe('what waits', () => {
  it('comes so many at a time, and once', () => {
    const waiting = waitingOf(['a', 'b', 'c'].map((of) => placed(of, 'elsewhere')))
    expect(namesIn(waiting, 2)).toEqual([['a', 'b'], ['c']])
    expect(namesIn(waiting)).toEqual([])
  })

  it('comes behind what it belongs to, however long the line is', () => {
    expect(
      namesIn(waitingOf([placed('a', 'b'), placed('c'), placed('b', 7), placed(7, 'c')])),
    ).toEqual([['c', '7', 'b', 'a']])
    const line = Array.from({ length: 20_000 }, (_, index) => placed(index + 1, index + 2))
    const [names = []] = namesIn(waitingOf(line), 20_000)
    expect([names.length, names[0], names.at(-1)]).toEqual([20_000, '20000', '1'])
  })

  it('comes once also when it goes round in a circle', () => {
    const circle = [placed('a', 'b'), placed('b', 'c'), placed('c', 'a'), placed('d', 'd')]
    expect(namesIn(waitingOf(circle)).flat().sort()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('is not more than so many, or so much text; what is small may still find room', () => {
    const documents = [
      placed('a'),
      placed('b', undefined, 'x'.repeat(10)),
      placed('c'),
      placed('d'),
    ]
    expect(namesIn(waitingOf(documents, { documents: 2, characters: 100 }))).toEqual([['a', 'b']])
    expect(namesIn(waitingOf(documents, { documents: 9, characters: 10 }))).toEqual([
      ['a', 'c', 'd'],
    ])
  })
})

describe('after an interruption', () => {
  it('the rows that waited are known', () => {
    const waiting = new Waiting([3, 9])
    expect([1, 3, 9].map((row) => waiting.waited(row))).toEqual([false, true, true])
  })
})

describe('a refusal', () => {
  it.each([
    ['PRODUCT_NOT_FOUND', '/base', true],
    ['PRODUCT_NOT_FOUND', '/id', false],
    ['BAD_INPUT', '/base', false],
  ] as const)('%s at %s: may be another matter later: %s', (code, pointer, isIt) => {
    expect(lacksBase({ code, field: { pointer, message: 'x' } })).toBe(isIt)
  })
})
