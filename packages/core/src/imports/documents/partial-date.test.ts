import { describe, expect, it } from 'vitest'
import { partialDate } from './partial-date.ts'

describe('partialDate', () => {
  it.each([
    ['1987-03-12', '1987-03-12'],
    ['1987-09-xx', '1987-09'],
    ['1987-xx-xx', '1987'],
    ['1987-xx-12', '1987'],
    ['1987-09', '1987-09'],
    ['1987', '1987'],
    [' 1987-09-xx ', '1987-09'],
    ['1987-02-31', '1987-02'],
    ['1988-02-29', '1988-02-29'],
    ['1987-02-29', '1987-02'],
    ['1987-13-01', '1987'],
    ['1987-00-00', '1987'],
    ['xxxx-09-12', null],
    ['0987-09-12', null],
    ['TBA', null],
    ['July 20, 1990', null],
    ['', null],
  ])('%j', (text, date) => {
    expect(partialDate(text)).toBe(date)
  })
})
