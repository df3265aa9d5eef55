import { describe, expect, it } from 'vitest'
import { etagOf, isKnown } from './etag.ts'

describe('etagOf', () => {
  it('is a quoted tag without anything a header cannot hold', () => {
    expect(etagOf('1.0', '7.3')).toBe('"1.0-7.3"')
  })
})

describe('isKnown', () => {
  const tag = etagOf('a')

  it.each([
    ['the tag', '"a"', true],
    ['the tag, weak', 'W/"a"', true],
    ['one of several', '"x", W/"y" ,"a"', true],
    ['any', '*', true],
    ['another', '"b"', false],
    ['a longer one', '"ab"', false],
    ['none', null, false],
    ['nothing', '', false],
    ['an unquoted one', 'a', false],
  ])('%s: %j -> %s', (_, header, known) => {
    expect(isKnown(header, tag)).toBe(known)
  })
})
