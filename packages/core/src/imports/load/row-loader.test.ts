import { describe, expect, it } from 'vitest'
import { detectDataset } from '../datasets/detect-dataset.ts'
import type { KnownIds } from '../ids/id-index.ts'
import { IdSet } from '../ids/id-set.ts'
import type { FileHead } from '../read/read-header.ts'
import type { Batch, Lines } from './batch.ts'
import { RowLoader } from './row-loader.ts'

const HEADER = [
  'id',
  'product_id',
  'body',
  'date_written',
  'asker_name',
  'asker_email',
  'reported',
  'helpful',
]

function idsTo(count: number): KnownIds {
  const all = new IdSet()
  for (let id = 1; id <= count; id += 1) all.add(id)
  return { all, foreign: new IdSet() }
}

const CSV: FileHead = {
  format: 'csv',
  csv: { delimiter: ',', newline: '\n' },
  names: HEADER,
  line: 2,
}

function open({
  rowsDone = 0,
  batchRows = 100,
  head = CSV,
}: {
  rowsDone?: number
  batchRows?: number
  head?: FileHead
} = {}) {
  const detected = detectDataset(
    { names: head.names, fileName: 'questions.csv', mayOmit: false },
    'questions',
  )
  if (detected === null) throw new Error('no dataset')
  const touched = new IdSet()
  const loader = new RowLoader({
    ...detected,
    head,
    touched,
    rowsDone,
    runId: 3,
    batchRows,
    surroundings: {
      known: { all: new IdSet(), foreign: new IdSet() },
      parents: { product_id: idsTo(5) },
      defaults: new IdSet(),
      hidden: new IdSet(),
    },
  })
  return { loader, touched }
}

const textOf = (lines: Lines) => new TextDecoder().decode(lines.buffer.view())
const rejectsOf = ({ rejects }: Batch) =>
  new TextDecoder().decode(rejects.bytes()).split('\n').slice(0, -1)

const ROW = 'What is it?,1600000000000,me,me@example.com,0,3'

/** All batches of a text. */
function batches(text: string, options: Parameters<typeof open>[0] = {}) {
  const { loader, touched } = open(options)
  return { found: [...loader.take(text), ...loader.finish()], touched }
}

describe('a batch', () => {
  it('holds rows as they are to be copied, and what they count', () => {
    const { found } = batches(`1,1,${ROW}\n2,5,${ROW.replace(',0,3', ',1,0')}\n3,1,${ROW}\n`)
    const [batch, ...none] = found
    expect(none).toEqual([])
    expect(textOf(batch?.inserts as Lines).split('\n')).toEqual([
      '1\t1\t0\t3\t3\t2020-09-13T12:26:40.000Z\tWhat is it?\tme\tme@example.com',
      '2\t5\t2\t0\t0\t2020-09-13T12:26:40.000Z\tWhat is it?\tme\tme@example.com',
      '3\t1\t0\t3\t3\t2020-09-13T12:26:40.000Z\tWhat is it?\tme\tme@example.com',
      '',
    ])
    expect([...(batch?.inserts.ids ?? [])]).toEqual([1, 2, 3])
    expect(batch?.rowsRead).toBe(3)
    // The reported one is not shown, and does not count.
    expect(batch?.tally.sorted()).toEqual({ keys: [1], columns: [[2]] })
  })

  it('holds rows that are not taken, with where they stand, why, and how', () => {
    const { found } = batches(
      [
        `1,1,${ROW}`,
        `2,99,${ROW}`,
        '',
        `1,2,${ROW}`,
        '3,1,"broken',
        `4,1,${ROW.replace('1600000000000', 'today')}`,
      ].join('\n'),
    )
    const [batch] = found
    expect(batch && rejectsOf(batch)).toEqual([
      `3\t2\t3\tproduct_id\tUNKNOWN_PARENT\t\\N\t2,99,${ROW}`,
      `3\t3\t5\tid\tDUPLICATE_ID\t\\N\t1,2,${ROW}`,
      '3\t4\t6\t\\N\tBROKEN_QUOTES\t\\N\t3,1,"broken',
      expect.stringMatching(
        /^3\t5\t7\tdate_written\tINVALID_VALUE\tmilliseconds since 1970.*\t4,1,/,
      ),
    ])
    expect(batch?.rejects.codes.get('DUPLICATE_ID')).toBe(1)
    expect(batch?.rowsRead).toBe(5)
  })

  it('is not larger than so many rows, and is used again', () => {
    const { loader } = open({ batchRows: 1_000 })
    const lines = Array.from({ length: 2_500 }, (_, index) => `${index + 1},1,${ROW}\n`).join('')
    const sizes: number[] = []
    const seen = new Set<Batch>()
    const use = (batch: Batch) => {
      sizes.push(batch.inserts.count)
      expect(textOf(batch.inserts).split('\n')).toHaveLength(batch.inserts.count + 1)
      seen.add(batch)
      loader.giveBack(batch)
    }
    for (const batch of loader.take(lines)) use(batch)
    for (const batch of loader.finish()) use(batch)
    expect(sizes).toEqual([1_000, 1_000, 500])
    expect(seen.size).toBe(2)
  })
})

describe('rows that are done already', () => {
  it('are not in a batch, but still decide what is one too many', () => {
    const text = [`1,1,${ROW}`, `2,99,${ROW}`, `2,3,${ROW}`, `1,1,${ROW}`, `3,1,${ROW}`].join('\n')
    const whole = batches(text).found[0]
    const { found, touched } = batches(text, { rowsDone: 3 })
    const [rest] = found
    expect(whole?.rejects.count).toBe(2)
    expect(rest && rejectsOf(rest)).toEqual([`3\t4\t5\tid\tDUPLICATE_ID\t\\N\t1,1,${ROW}`])
    expect([...(rest?.inserts.ids ?? [])]).toEqual([3])
    expect(rest?.rowsRead).toBe(5)
    expect([...touched]).toEqual([1, 3])
  })

  it('can be all of them', () => {
    const [only] = batches(`1,1,${ROW}\n`, { rowsDone: 1 }).found
    expect([only?.inserts.count, only?.rowsRead]).toEqual([0, 1])
  })
})

describe('NDJSON', () => {
  it('is the same, with values of their own types, in any order, and left out where there are none', () => {
    const head: FileHead = {
      format: 'ndjson',
      names: ['id', 'productId', 'body', 'date_written', 'askerName', 'reported', 'helpful'],
    }
    const rows = [
      {
        id: 1,
        productId: 2,
        body: 'Is "it" warm?\nReally?',
        date_written: '2020-09-13',
        askerName: 'me',
        reported: false,
        helpful: 3,
      },
      {
        helpful: '4',
        reported: 1,
        asker_email: 'a@example.com',
        askerName: null,
        date_written: 1_600_000_000_000,
        body: 'x',
        productId: 2,
        id: 2,
      },
      {
        id: 3,
        productId: 2,
        body: { text: 'x' },
        date_written: [],
        askerName: 'me',
        reported: false,
        helpful: 0,
      },
    ]
    const { found } = batches(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { head })
    const [batch] = found
    expect(textOf(batch?.inserts as Lines).split('\n')).toEqual([
      '1\t2\t0\t3\t3\t2020-09-13T00:00:00.000Z\tIs "it" warm?\\nReally?\tme\t\\N',
      '2\t2\t2\t4\t4\t2020-09-13T12:26:40.000Z\tx\t\ta@example.com',
      '',
    ])
    expect(batch && rejectsOf(batch)[0]).toMatch(/date_written\tINVALID_VALUE/)
  })
})
