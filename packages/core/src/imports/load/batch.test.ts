import { describe, expect, it } from 'vitest'
import { related } from '../datasets/atelier-products.ts'
import { reviews } from '../datasets/atelier-reviews.ts'
import { Batch, Lines, lineOf } from './batch.ts'
import { RejectLog } from './reject-log.ts'

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const reject = (row: number, original = 'x') =>
  ({ row, line: row + 1, column: null, code: 'WRONG_COLUMNS', detail: null, original }) as const

describe('Lines', () => {
  it('know of each line its id, its row, and its line in the file', () => {
    const lines = new Lines(3)
    lines.add('a\n', 2_147_483_647, { row: 1, line: 2 })
    lines.add('b\n', 2, { row: 9_000_000_000, line: 9_000_000_001 })
    expect(textOf(lines.buffer.view())).toBe('a\nb\n')
    expect([...lines.ids]).toEqual([2_147_483_647, 2])
    expect([...lines.rows]).toEqual([1, 9_000_000_000])
    expect([...lines.fileLines]).toEqual([2, 9_000_000_001])
    lines.originals.add('A\n')
    lines.clear()
    expect([lines.count, lines.ids.length, lines.buffer.size, lines.originals.size]).toEqual([
      0, 0, 0, 0,
    ])
  })
})

describe('a batch', () => {
  const open = () => new Batch(reviews, { runId: 1, batchRows: 3 })

  it('is full of rows of any kind', () => {
    const batch = open()
    batch.inserts.add('a\n', 1, { row: 1, line: 1 })
    batch.merges.add('b\n', 2, { row: 2, line: 2 })
    expect(batch.isFull()).toBe(false)
    batch.rejects.add(reject(3))
    expect(batch.isFull()).toBe(true)
    batch.tally.add(1, 0, 1)
    batch.adjusted = 1
    batch.clear()
    expect(batch.isFull()).toBe(false)
    expect([batch.adjusted, batch.rejects.count, batch.tally.size]).toEqual([0, 0, 0])
  })

  it('is full of text', () => {
    const batch = open()
    batch.inserts.add('x'.repeat(2 * 1024 * 1024), 1, { row: 1, line: 1 })
    expect(batch.isFull()).toBe(true)
  })

  it('counts as many things as its rows do', () => {
    expect(open().tally.sorted().columns).toHaveLength(7)
    expect(new Batch(related, { runId: 1, batchRows: 1 }).tally.sorted().columns).toEqual([])
  })
})

describe('lineOf', () => {
  it('separates columns by tabs, whatever they hold', () => {
    const row = { a: 'x\ty', b: null, c: '' }
    const writers = [() => 1, () => row.a, () => row.b, () => row.c, () => true]
    expect(lineOf(writers, row)).toBe('1\tx\\ty\t\\N\t\tt')
  })
})

describe('RejectLog', () => {
  it('holds lines for COPY, and counts them by code', () => {
    const log = new RejectLog(5)
    log.add(reject(1, 'a\tb\nc\\'))
    log.add({ ...reject(2), column: 'id', code: 'INVALID_VALUE', detail: 'a number' })
    log.add(reject(3))
    expect(textOf(log.bytes())).toBe(
      [
        '5\t1\t2\t\\N\tWRONG_COLUMNS\t\\N\ta\\tb\\nc\\\\',
        '5\t2\t3\tid\tINVALID_VALUE\ta number\tx',
        '5\t3\t4\t\\N\tWRONG_COLUMNS\t\\N\tx',
        '',
      ].join('\n'),
    )
    expect([log.count, ...log.codes]).toEqual([3, ['WRONG_COLUMNS', 2], ['INVALID_VALUE', 1]])
    log.clear()
    expect([log.count, log.size, log.codes.size]).toEqual([0, 0, 0])
  })

  it('keeps the beginning of what is long, as text that the database takes', () => {
    const log = new RejectLog(5)
    log.add({ ...reject(1, `${'x'.repeat(9_999)}👍`), detail: 'y'.repeat(100_000) })
    log.add(reject(2, 'a\0b\ud800'))
    const [first = '', second] = textOf(log.bytes()).split('\n')
    expect(first.endsWith(`\t${'y'.repeat(1_000)}\t${'x'.repeat(9_999)}\ufffd`)).toBe(true)
    expect(second?.endsWith('\ta\ufffdb\ufffd')).toBe(true)
  })
})
