import { describe, expect, it } from 'vitest'
import { fitAnswer } from './fit-answer.ts'

const listOf = (items: number, text: string) =>
  JSON.stringify(Array.from({ length: items }, (_, id) => ({ id, text })))

describe('fitAnswer', () => {
  it.each([
    ['nothing', '[]'],
    ['a short list', '[ {"id" : 1}, \n {"id":2}]'],
    ['a list of almost a megabyte', listOf(900, 'x'.repeat(1_080))],
  ])('leaves %s as it is', (_, json) => {
    expect(fitAnswer(json)).toEqual({ json, kept: null })
  })

  it.each([
    ['letters', 'x'.repeat(10_000), 99],
    ['letters of two bytes', 'é'.repeat(10_000), 49],
    ['characters of four bytes', '\u{1F600}'.repeat(10_000), 24],
    ['what has to be escaped', '\n'.repeat(10_000), 49],
  ])('keeps what fits of a list of %s', (_, text, kept) => {
    const fitted = fitAnswer(listOf(150, text))
    expect(fitted.kept).toBe(kept)
    expect(JSON.parse(fitted.json)).toEqual(JSON.parse(listOf(kept, text)))
    expect(Buffer.byteLength(fitted.json)).toBeLessThanOrEqual(1_000_000)
  })

  it('is empty when not even the first fits', () => {
    expect(fitAnswer(listOf(2, 'x'.repeat(1_000_000)))).toEqual({ json: '[]', kept: 0 })
  })
})
