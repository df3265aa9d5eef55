import { beforeAll, describe, expect, it } from 'vitest'
import { ATELIER_FILE_NAMES, ATELIER_FILES, type AtelierFile, rowsAt } from './atelier-files.ts'
import { DIRT_KINDS } from './dirt-kinds.ts'
import { type Expectation, quarantinedOf, sumExpectations } from './expectation.ts'
import { generateAtelier } from './generate-atelier.ts'

const SCALE = 0.001

type Generated = ReadonlyMap<string, { readonly text: string; readonly expectation: Expectation }>

function generate(scale: number, seed = 'test'): Generated {
  const files = new Map<string, { text: string; expectation: Expectation }>()
  let text = ''
  for (const chunk of generateAtelier({ scale, seed })) {
    text += chunk.text
    if (chunk.expectation === null) continue
    files.set(chunk.name, { text, expectation: chunk.expectation })
    text = ''
  }
  return files
}

let files: Generated
beforeAll(() => {
  files = generate(SCALE)
})

const textOf = (name: string) => files.get(name)?.text ?? ''
const expectationOf = (name: string) => files.get(name)?.expectation
/** Rows after the header: a line that does not begin with an id goes on with a text. */
const linesOf = (name: string) =>
  textOf(name)
    .trimEnd()
    .replace(/^.*\r?\n/, '')
    .split(/\r?\n(?=[\\|"]*\d+[\\|"]*,)/)
const idsOf = (name: string) => linesOf(name).map((line) => Number(/\d+/.exec(line)?.[0]))

describe('the generated files', () => {
  it('come with all their parents before them', () => {
    expect([...files.keys()]).toEqual([...ATELIER_FILE_NAMES])
  })

  it.each(ATELIER_FILE_NAMES)('%s has exactly as many rows as its scale says', (name) => {
    const rows = rowsAt(name, SCALE)
    expect(expectationOf(name)?.rows).toBe(rows)
    expect(linesOf(name)).toHaveLength(rows)
  })

  it.each(ATELIER_FILE_NAMES)('%s is counted to the row', (name) => {
    const { rows = 0, loads = 0, quarantined = {} } = expectationOf(name) ?? {}
    expect(loads + quarantinedOf({ quarantined } as Expectation)).toBe(rows)
    expect(loads).toBeGreaterThan(0.95 * rows)
  })

  it.each(ATELIER_FILE_NAMES)('%s has each kind of its dirt, as often as stated', (name) => {
    const { dirt }: AtelierFile = ATELIER_FILES[name]
    const { injected = {} } = expectationOf(name) ?? {}
    for (const [kind, rate] of Object.entries(dirt)) {
      const count = Math.max(1, Math.round(rate * rowsAt(name, SCALE)))
      expect(injected, kind).toHaveProperty(kind, count)
    }
  })

  it('have every kind of dirt somewhere', () => {
    const { injected } = sumExpectations([...files.values()].map((file) => file.expectation))
    expect(Object.keys(injected).toSorted()).toEqual([...DIRT_KINDS].toSorted())
  })

  it('are the same for the same seed, and others for another one', () => {
    const small = (seed: string) => [...generate(0.0002, seed).values()].map(({ text }) => text)
    expect(small('a')).toEqual(small('a'))
    expect(small('a')).not.toEqual(small('b'))
  })
})

describe('how the files are written', () => {
  it.each(ATELIER_FILE_NAMES)('%s has its own header, line ends and last line', (name) => {
    const { header, bom, crlf, finalNewline }: AtelierFile = ATELIER_FILES[name]
    const text = textOf(name)
    expect(text.startsWith(`${bom ? '\uFEFF' : ''}${header}${crlf ? '\r\n' : '\n'}`)).toBe(true)
    expect(text.includes('\r\n')).toBe(crlf === true)
    expect(text.endsWith('\n')).toBe(finalNewline !== false)
  })

  it('says "nothing", yes and no in every way that the real files do', () => {
    const cells = linesOf('styles').map((line) => line.split(',').slice(-3))
    const sales = new Set(cells.map(([sale]) => sale))
    expect(sales).toContain('null')
    expect(sales).toContain('"null"')
    expect(sales).toContain('')
    const answers = cells.map(([, , yes]) => yes)
    for (const answer of ['0', '1', 'true', 'false']) expect(answers).toContain(answer)
  })

  it('dates by epoch milliseconds and by days', () => {
    const dates = linesOf('reviews').map((line) => line.split(',')[3] ?? '')
    expect(dates.some((date) => /^1[56]\d{11}$/.test(date))).toBe(true)
    expect(dates.some((date) => /^"20\d\d-\d\d-\d\d"$/.test(date))).toBe(true)
  })

  it('has stray characters, huge prices and ids out of order', () => {
    expect(linesOf('photos').join('\n')).toMatch(/[\\|]/)
    expect(linesOf('product').some((line) => line.endsWith(',500000000'))).toBe(true)
    const ids = idsOf('skus')
    expect(ids).not.toEqual(ids.toSorted((a, b) => a - b))
  })

  it('has lines that end inside of quotes, and goes on after them', () => {
    const broken = linesOf('answers').filter((line) => line.split('"').length % 2 === 0)
    expect(broken.length).toBeGreaterThanOrEqual(1)
  })
})

describe('what hangs together', () => {
  it('is linked to parents that are there, but for the rows that are not to be', () => {
    const reviews = new Set(idsOf('reviews'))
    const orphans = linesOf('reviews_photos').filter((line) => {
      return !reviews.has(Number(/^\W*\d+\W+(\d+)/.exec(line)?.[1]))
    })
    const { injected = {}, quarantined = {} } = expectationOf('reviews_photos') ?? {}
    expect(orphans.length).toBeGreaterThanOrEqual(injected.unknownParent ?? 0)
    expect(orphans.length).toBeLessThanOrEqual(quarantined.UNKNOWN_PARENT ?? 0)
  })

  it('gives every review values of the characteristics of its own product', () => {
    const cells = (name: string) => linesOf(name).map((line) => line.split(','))
    const numbers = (name: string) => new Map(cells(name).map(([id, of]) => [id, of] as const))
    const productOf = { review: numbers('reviews'), characteristic: numbers('characteristics') }
    const pairs = cells('characteristic_reviews').flatMap(([, characteristic, review]) => {
      const a = productOf.characteristic.get(characteristic ?? '')
      const b = productOf.review.get(review ?? '')
      return a === undefined || b === undefined ? [] : [[a, b]]
    })
    expect(pairs.length).toBeGreaterThan(10_000)
    // Duplicated ids carry the values of other rows.
    expect(pairs.filter(([a, b]) => a !== b).length).toBeLessThan(100)
  })

  it('is spread unequally, to the end of the tables', () => {
    const reviewed = linesOf('reviews').map((line) => Number(line.split(',')[1]))
    const counts = Map.groupBy(reviewed, (product) => product)
    const most = Math.max(...[...counts.values()].map((list) => list.length))
    expect(most).toBeGreaterThan(30)
    expect(reviewed.some((product) => product > 900 && product <= 1_000)).toBe(true)
  })
})
