import { describe, expect, it } from 'vitest'
import { parseToken, sameHash } from './api-key-token.ts'

const ID = '0123456789abcdef'
const SECRET = 'ab'.repeat(32)

describe('parseToken', () => {
  it('reads the id and the secret of a token', () => {
    expect(parseToken(`ldk_${ID}_${SECRET}`)).toEqual({ id: ID, secret: SECRET })
  })

  it.each([
    ['empty', ''],
    ['without a prefix', `${ID}_${SECRET}`],
    ['cut short', `ldk_${ID}_${SECRET.slice(1)}`],
    ['too long', `ldk_${ID}_${SECRET}0`],
    ['in upper case', `ldk_${ID.toUpperCase()}_${SECRET}`],
    ['with a line break', `ldk_${ID}_${SECRET}\n`],
  ])('refuses a token %s', (_, token) => {
    expect(parseToken(token)).toBeNull()
  })
})

describe('sameHash', () => {
  it('tells equal from different, also in length', () => {
    expect(sameHash('abc', 'abc')).toBe(true)
    expect(sameHash('abc', 'abd')).toBe(false)
    expect(sameHash('abc', 'abca')).toBe(false)
    expect(sameHash('abc', '')).toBe(false)
  })
})
