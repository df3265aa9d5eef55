import type { importsContract } from '@loadout/core/imports'
import { describe, expect, it } from 'vitest'
import { rowsReport } from './rows-report.ts'

type Run = importsContract.ImportRun

const RUN: Run = {
  ...{ id: 7, dataset: 'product', file: 'product.csv', state: 'done', dryRun: false },
  ...{ rowsRead: 1_500, inserted: 1_000, updated: 300, unchanged: 200, quarantined: 0 },
  ...{ adjusted: 0, codes: {}, bytesTotal: 1, bytesRead: 1, error: null },
  ...{ startedAt: '2021-03-04T00:00:00Z', updatedAt: '2021-03-04T00:00:00Z', finishedAt: null },
}

const report = (runs: readonly Partial<Run>[], skipped: readonly string[] = [], seconds = 3) =>
  rowsReport({ runs: runs.map((run) => ({ ...RUN, ...run })), skipped }, seconds).split('\n')

describe('rowsReport', () => {
  it('is a line for each file, and one for all', () => {
    expect(report([{}, { id: 12, dataset: 'styles', file: 'styles.csv', dryRun: true }])).toEqual([
      'ID  FILE         DATASET  STATE            READ  INSERTED  UPDATED  UNCHANGED  QUARANTINED',
      ' 7  product.csv  product  done            1,500     1,000      300        200            0',
      '12  styles.csv   styles   done (dry run)  1,500     1,000      300        200            0',
      '3,000 rows in 3 s, 1,000 rows/s',
    ])
  })

  it('says why rows were not taken, of all files together, the most frequent reason first', () => {
    const lines = report([
      { quarantined: 3, codes: { INVALID_VALUE: 2, DUPLICATE_ID: 1 } },
      { quarantined: 2_004, codes: { DUPLICATE_ID: 2_004 } },
    ])
    expect(lines.slice(-4)).toEqual([
      '',
      '2,007 quarantined:',
      'DUPLICATE_ID     2,005',
      'INVALID_VALUE    2',
    ])
  })

  it('says what was changed to fit, and which files were left out', () => {
    const lines = report([{ adjusted: 1 }, { adjusted: 1 }], ['notes.csv', 'todo.csv'])
    expect(lines.slice(-3)).toEqual([
      '2 rows changed to fit the others',
      '',
      'Not of this kind: notes.csv, todo.csv',
    ])
  })

  it('knows no speed when no time has passed', () => {
    expect(report([{ rowsRead: 1 }], [], 0).at(-1)).toBe('1 row in 0 s')
  })

  it('lets no file name act on a terminal', () => {
    expect(report([{ file: 'a\u001b[31m\n.csv' }])[1]).toContain('a?[31m .csv')
  })
})
