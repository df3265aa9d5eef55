import { describe, expect, it } from 'vitest'
import { importRejectSchema, importRunSchema, type RejectCode } from '../contract.ts'
import { RejectLog } from '../load/reject-log.ts'
import { toReject } from './list-queries.ts'
import { addCounts, countsOf, type RunRow } from './run-counts.ts'
import { toRun } from './to-run.ts'

const STARTED = new Date('2021-03-04T05:06:07.089Z')

const RUN: RunRow = {
  id: 7,
  dataset: 'reviews',
  file: 'reviews.csv',
  fingerprint: 'secret',
  state: 'running',
  dry_run: false,
  rows_read: 10,
  inserted: 4,
  updated: 3,
  unchanged: 2,
  quarantined: 1,
  adjusted: 1,
  codes: { DUPLICATE_ID: 1 },
  bytes_total: null,
  bytes_read: 100,
  error: null,
  started_at: STARTED,
  updated_at: STARTED,
  finished_at: null,
}

function logOf(...codes: readonly RejectCode[]): RejectLog {
  const log = new RejectLog(7)
  for (const code of codes) {
    log.add({ row: 1, line: 1, column: null, code, detail: null, original: '' })
  }
  return log
}

describe('addCounts', () => {
  const batch = {
    ...{ rowsRead: 17, bytesRead: 200, inserted: 1, updated: 2, unchanged: 0, adjusted: 1 },
    rejects: [logOf('DUPLICATE_ID', 'TOO_LONG'), logOf('DUPLICATE_ID', 'DUPLICATE'), logOf()],
  }

  it('adds what became of the rows of a batch to what became of those before', () => {
    const sum = addCounts(countsOf(RUN), batch)
    expect(sum).toEqual({
      // Of the file up to there, not of the batch.
      rowsRead: 17,
      bytesRead: 200,
      inserted: 5,
      updated: 5,
      unchanged: 2,
      quarantined: 5,
      adjusted: 2,
      codes: { DUPLICATE_ID: 3, TOO_LONG: 1, DUPLICATE: 1 },
    })
    const { inserted, updated, unchanged, quarantined, codes, rowsRead } = sum
    expect(inserted + updated + unchanged + quarantined).toBe(rowsRead)
    expect(Object.values(codes).reduce((all, count) => all + count)).toBe(quarantined)
  })

  it('takes rows out of quarantine that are tried once more, and puts back those refused again', () => {
    const before = { ...countsOf(RUN), quarantined: 4, codes: { DUPLICATE_ID: 1, REFUSED: 3 } }
    const again = { ...batch, rowsRead: 13, inserted: 1, updated: 1 }
    const sum = addCounts(before, { ...again, rejects: [logOf('REFUSED')], released: 3 })
    expect(sum).toMatchObject({ quarantined: 2, codes: { DUPLICATE_ID: 1, REFUSED: 1 } })
    expect(sum.inserted + sum.updated + sum.unchanged + sum.quarantined).toBe(sum.rowsRead)
    const none = addCounts(before, { ...again, rejects: [], released: 3 })
    expect(none).toMatchObject({ quarantined: 1, codes: { DUPLICATE_ID: 1 } })
    expect(Object.keys(none.codes)).toEqual(['DUPLICATE_ID'])
  })

  it('changes nothing of the sum it adds to: a transaction may be repeated', () => {
    const before = countsOf(RUN)
    const copy = structuredClone(before)
    expect(addCounts(before, batch)).toEqual(addCounts(before, batch))
    expect(before).toEqual(copy)
  })
})

describe('a run', () => {
  it('is told as the contract says, without what only we need', () => {
    const run = toRun({ ...RUN, finished_at: STARTED, bytes_total: 300 })
    expect(importRunSchema.parse(run)).toEqual(run)
    expect(run).toMatchObject({
      id: 7,
      dryRun: false,
      rowsRead: 10,
      bytesTotal: 300,
      bytesRead: 100,
    })
    expect(run.finishedAt).toBe('2021-03-04T05:06:07.089Z')
    expect(JSON.stringify(run)).not.toContain('secret')
    expect(toRun(RUN).finishedAt).toBeNull()
  })
})

describe('a row in quarantine', () => {
  it('is told as the contract says', () => {
    const reject = toReject({
      run_id: 7,
      row_number: 1,
      line: 2,
      column_name: 'id',
      code: 'INVALID_VALUE',
      detail: 'a whole number',
      original: 'x,1',
    })
    expect(importRejectSchema.parse(reject)).toEqual({
      ...{ row: 1, line: 2, column: 'id', code: 'INVALID_VALUE' },
      ...{ detail: 'a whole number', original: 'x,1' },
    })
  })
})
