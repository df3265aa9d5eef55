import { describe, expect, it } from 'vitest'
import { type RowsState, rowsText } from './rows-progress.ts'

const text = (state: Partial<RowsState>) =>
  rowsText({ file: 'a.csv', rows: 1_000, bytes: 50, seconds: 10, totalBytes: 100, ...state })

describe('rowsText', () => {
  it('names the file, the rows, how fast they come and when they end', () => {
    expect(text({})).toBe('a.csv | 1,000 rows | 100/s | ETA 10 s')
    expect(text({ rows: 1 })).toContain(' | 1 row | ')
  })

  it('counts down to nothing, and never below', () => {
    expect(text({ bytes: 100 })).toMatch(/ETA 0 s$/)
    expect(text({ bytes: 130 })).toMatch(/ETA 0 s$/)
  })

  it.each<[string, Partial<RowsState>]>([
    ['of standard input, which it does not know', { totalBytes: null }],
    ['before anything is read', { bytes: 0 }],
    ['before any time has passed', { seconds: 0 }],
  ])('says nothing of the end %s', (_, state) => {
    expect(text(state)).not.toContain('ETA')
    expect(text(state)).not.toMatch(/NaN|Infinity/)
  })
})
