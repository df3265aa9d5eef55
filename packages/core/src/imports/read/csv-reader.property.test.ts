import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv, rowsOf } from '../testing/read-all.ts'

/** Texts of people: quotes, delimiters and line breaks included, but no line that could be a row. */
const text = fc
  .array(fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '👍', '\\', "'", 'null'), { maxLength: 12 })
  .map((parts) => parts.join('').trim())
  .filter((joined) => joined !== '' && !/^\d/m.test(joined))

const id = fc.integer({ min: 1, max: 99_999 }).map(String)

interface Row {
  readonly cells: readonly string[]
  readonly line: string
}

/** Rows of four cells, each written with quotes where it needs them, or wherever it may have them. */
const row = fc.tuple(id, id, text, id, fc.boolean()).map(([one, two, three, four, always]): Row => {
  const cells = [one, two, three, four]
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  const needs = (cell: string) => always || /[",\n]/.test(cell) || cell.startsWith(' ')
  return { cells, line: cells.map((cell) => (needs(cell) ? quoted(cell) : cell)).join(',') }
})

interface Damage {
  readonly kind: 'drop' | 'cut' | 'put'
  readonly at: number
  readonly what: string
}

/** What may happen to a line: it loses, gets or changes something, and keeps no line break. */
const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('drop', 'cut', 'put'),
  at: fc.nat(),
  what: fc.constantFrom('"', ',', '""', '\\"', '|', 'x', '"x', '","'),
})

function damaged(line: string, how: Damage): string {
  const flat = line.replaceAll('\n', ' ')
  const at = how.at % (flat.length + 1)
  if (how.kind === 'cut') return flat.slice(0, at)
  if (how.kind === 'drop') return flat.slice(0, at) + flat.slice(at + 1)
  return flat.slice(0, at) + how.what + flat.slice(at)
}

describe('any rows', () => {
  it('come out as they went in, in pieces of any size', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, piece, newline, finalNewline) => {
          const lines = rows.map(({ line }) => line)
          const file = lines.join(newline) + (finalNewline && rows.length > 0 ? newline : '')
          const found = readCsv(file, {}, piece)
          expect(rowsOf(found)).toEqual(rows.map(({ cells }) => cells))
          expect(found).toHaveLength(rows.length)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('survive any damage to single lines among them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, fc.option(damage, { freq: 3 })), { maxLength: 10 }),
        fc.integer({ min: 1, max: 80 }),
        (parts, piece) => {
          const lines = parts.map(([{ line }, how]) => (how === null ? line : damaged(line, how)))
          const whole = parts.flatMap(([{ cells }, how]) => (how === null ? [cells] : []))
          const found = rowsOf(readCsv(`${lines.join('\n')}\n`, {}, piece))
          // All others are there, in their order; a damaged line may still be a row.
          let next = 0
          for (const cells of found) {
            if (JSON.stringify(cells) === JSON.stringify(whole[next])) next += 1
          }
          expect(whole.slice(next)).toEqual([])
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
