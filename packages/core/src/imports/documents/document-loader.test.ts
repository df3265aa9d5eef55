import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { FileHead } from '../read/read-header.ts'
import { type DocumentBatch, DocumentLoader } from './document-loader.ts'
import { steam } from './steam.ts'
import { store } from './store.ts'
import { Waiting } from './waiting.ts'

const codec = { sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') }

const NDJSON: FileHead = { format: 'ndjson', names: ['kind', 'name'] }

function load(
  text: string,
  options: Partial<ConstructorParameters<typeof DocumentLoader>[0]> = {},
) {
  const loader = new DocumentLoader({
    dataset: store,
    head: NDJSON,
    runId: 3,
    rowsDone: 0,
    waiting: new Waiting(),
    codec,
    ...options,
  })
  return [...loader.take(text), ...loader.finish()]
}

const game = (name: string, more: object = {}) =>
  `${JSON.stringify({ kind: 'game', name, ...more })}\n`
const keyed = (key: string) => ({ source: { source: 'steam', key } })

const namesOf = (batch?: DocumentBatch) => batch?.documents.map(({ document }) => document.name)
const rejectsOf = (batch?: DocumentBatch) =>
  new TextDecoder()
    .decode(batch?.rejects.bytes())
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t').slice(1, 6))

describe('a batch', () => {
  it('holds documents with where they stand, and rows that are none with why', () => {
    const text = `${game('A')}\n${game('B')}{"kind":\n${game('')}${game('C', { x: 1 })}${game('D')}`
    const [batch, ...none] = load(text)
    expect(none).toEqual([])
    expect(namesOf(batch)).toEqual(['A', 'B', 'C', 'D'])
    expect(batch?.documents.map(({ place }) => [place.row, place.line])).toEqual([
      [1, 1],
      [2, 3],
      [5, 6],
      [6, 7],
    ])
    expect(batch?.documents[0]?.place.original).toBe(game('A').trim())
    expect(rejectsOf(batch)).toEqual([
      ['3', '4', '\\N', 'INVALID_JSON', '\\N'],
      ['4', '5', 'name', 'INVALID_VALUE', expect.stringMatching(/./)],
    ])
    expect(batch?.rowsRead).toBe(6)
  })

  it('says where in a document something is wrong', () => {
    const [batch] = load(game('A', { prices: [{ currency: 'USD', amount: -1 }] }))
    expect(rejectsOf(batch)[0]?.slice(2, 4)).toEqual(['prices/0/amount', 'INVALID_VALUE'])
  })

  it('holds each product once: the first valid row of a key or an id counts', () => {
    const text = [
      game('', keyed('1')),
      game('A', keyed('1')),
      game('B', keyed('1')),
      game('C', { id: 7 }),
      game('D', { id: 7 }),
      game('E'),
      game('E'),
    ].join('')
    const [batch] = load(text)
    expect(namesOf(batch)).toEqual(['A', 'C', 'E', 'E'])
    expect(rejectsOf(batch).map(([row, , column, code]) => [row, column, code])).toEqual([
      ['1', 'name', 'INVALID_VALUE'],
      ['3', 'source', 'DUPLICATE_ID'],
      ['5', 'id', 'DUPLICATE_ID'],
    ])
  })

  it('is not larger than so many documents, or so much text', () => {
    const many = Array.from({ length: 1_100 }, (_, index) => game(`G ${index}`)).join('')
    expect(load(many).map(({ documents }) => documents.length)).toEqual([500, 500, 100])
    const long = game('L', { description: 'x'.repeat(40_000) }).repeat(150)
    const sizes = load(long).map(({ documents }) => documents.length)
    expect(sizes).toHaveLength(2)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(150)
    const broken = load('x\n'.repeat(600))
    expect(broken.map(({ rejects }) => rejects.count)).toEqual([500, 100])
  })
})

describe('rows that are done already', () => {
  it('are left out, but still decide what is one too many', () => {
    const text = `${game('A', keyed('1'))}x\n${game('B', keyed('1'))}${game('C')}`
    const [rest] = load(text, { rowsDone: 2 })
    expect(namesOf(rest)).toEqual(['C'])
    expect(rejectsOf(rest).map(([row, , , code]) => [row, code])).toEqual([['3', 'DUPLICATE_ID']])
    expect(rest?.rowsRead).toBe(4)
    expect(load(text, { rowsDone: 9 })[0]).toMatchObject({ rowsRead: 9, documents: [] })
  })
})

describe('rows that waited when the import was interrupted', () => {
  it('wait again, and are in no batch', () => {
    const text = `${game('A')}x\n${game('B')}${game('C')}`
    const waiting = new Waiting([1, 4])
    const [rest] = load(text, { rowsDone: 3, waiting })
    expect(namesOf(rest)).toEqual(['C'])
    const [waited = [], ...none] = [...waiting.take(10)]
    expect(none).toEqual([])
    expect(waited.map(({ document, place }) => [document.name, place])).toEqual([
      ['A', { row: 1, line: 1, original: game('A').trim() }],
    ])
  })
})

describe('CSV', () => {
  const names = ['appid', ' name', 'release_date', 'price', 'owners', 'positive_ratings']
  const more = [
    'negative_ratings',
    'average_playtime',
    'median_playtime',
    'achievements',
    'required_age',
  ]
  const csv = { delimiter: ',', newline: '\n' }
  const head: FileHead = { format: 'csv', csv, names: [...names, ...more], line: 2 }
  const row = (id: string, name: string) => `${id},${name},2004-11-16,7.19,0-20000,1,2,3,4,5,0\n`

  it('has its columns under the names of the header, and texts of several lines', () => {
    const text = `${row('1', '"Half\nLife"')}${row('2', '"broken')}${row('3', 'Portal')}`
    const [batch] = load(text, { dataset: steam, head })
    expect(namesOf(batch)).toEqual(['Half Life', 'Portal'])
    expect(batch?.documents[1]?.document.source).toEqual({ source: 'steam', key: '3' })
    expect(rejectsOf(batch)).toEqual([['2', '4', '\\N', 'BROKEN_QUOTES', '\\N']])
  })
})
