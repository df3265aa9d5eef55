import { expect, it } from 'vitest'
import { cleanTexts } from './clean-texts.ts'

it('cleans every text of a value, however deep, and nothing else', () => {
  const value = { a: ' x\0 ', b: [1, 'y\ud800', null, { c: 'z\u0007' }], 'd\0': true, e: undefined }
  expect(cleanTexts(value)).toEqual({
    a: 'x',
    b: [1, 'y\ufffd', null, { c: 'z' }],
    'd\0': true,
    e: undefined,
  })
})

it('sets no prototype', () => {
  const cleaned = cleanTexts(JSON.parse('{"__proto__": {"a": "x"}}'))
  expect(Object.getPrototypeOf(cleaned)).toBe(Object.prototype)
  expect(Object.keys(Object.prototype)).toEqual([])
})
