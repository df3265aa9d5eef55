import { describe, expect, it } from 'vitest'
import { mediaType } from './media-type.ts'

describe('mediaType', () => {
  it.each([
    ['application/json', 'application/json'],
    [' Application/JSON ; charset=utf-8', 'application/json'],
    ['multipart/form-data; boundary="a;b"', 'multipart/form-data'],
    ['', ''],
  ])('of %j is %j', (sent, type) => {
    expect(mediaType(new Headers({ 'content-type': sent }))).toBe(type)
  })

  it('is undefined where nothing is said', () => {
    expect(mediaType(new Headers())).toBeUndefined()
  })
})
