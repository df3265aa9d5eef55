import { describe, expect, it } from 'vitest'
import { readRow, writeRow } from './row-text.ts'

describe('readRow', () => {
  it.each([null, '{}', '"a|b|c"', '"1|ab|2|"', '"😀\\n"'])(
    'reads what writeRow wrote, whatever the text holds: %s',
    (json) => {
      const row = { expiresAt: 1_750_000_000_000, json }
      expect(readRow(writeRow({ ...row, version: 7, epoch: 'ab' }), 'ab')).toEqual(row)
    },
  )

  it('knows no row of another epoch', () => {
    const text = writeRow({ version: 1, epoch: 'abc', expiresAt: 1, json: '{}' })
    for (const epoch of ['ab', 'abcd', 'bc', 'b', 'xyz']) {
      expect(readRow(text, epoch)).toBeUndefined()
    }
  })

  it.each([null, undefined, '', '1', '1|', 'a|b', '1|ab|', '1|ab|2'])(
    'knows none in %s',
    (text) => {
      expect(readRow(text, 'ab')).toBeUndefined()
    },
  )
})
