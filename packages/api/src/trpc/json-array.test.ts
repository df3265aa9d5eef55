import { describe, expect, it } from 'vitest'
import { jsonArray } from './json-array.ts'

describe('jsonArray', () => {
  it.each([
    [[]],
    [[1]],
    [['é', '', '\u2028', null]],
    [Array.from({ length: 20 }, (_, index) => ({ index, text: 'x'.repeat(index) }))],
  ])('of the texts of %j is the text of the array', (values) => {
    const items = values.map((value) => new TextEncoder().encode(JSON.stringify(value)))
    expect(new TextDecoder().decode(jsonArray(items))).toBe(JSON.stringify(values))
  })
})
