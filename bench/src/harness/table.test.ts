import { describe, expect, it } from 'vitest'
import { formatNumber, table } from './table.ts'

describe('table', () => {
  it('aligns text to the left and numbers to the right', () => {
    const text = table([
      ['figure', 'median', 'unit'],
      ['parse', '1,234', 'MB/s'],
      ['longer name', '5', 'ms'],
    ])
    expect(text.split('\n')).toEqual([
      'figure       median  unit',
      '-----------  ------  ----',
      'parse         1,234  MB/s',
      'longer name       5  ms',
    ])
  })
})

describe('formatNumber', () => {
  it('keeps three significant digits', () => {
    expect(formatNumber(0.012345)).toBe('0.0123')
    expect(formatNumber(12.345)).toBe('12.3')
    expect(formatNumber(1234.5)).toBe('1,235')
  })

  it('shows what is no number as it is', () => {
    expect(formatNumber(Number.NaN)).toBe('NaN')
  })
})
