import { describe, expect, it } from 'vitest'
import { idOf } from './answer.ts'

describe('idOf', () => {
  it.each([
    ['1', 1],
    ['2147483647', 2_147_483_647],
  ])('reads %s', (given, id) => {
    expect(idOf(given)).toBe(id)
  })

  it.each([
    ...['', '0', '-1', '+1', '01', '1.0', '1e3', ' 1', '1 ', '1\n', '0x1', '१'],
    ...['undefined', 'null', 'NaN', '2147483648', '9999999999', '99999999999999999999', '1,2'],
  ])('is null for "%s"', (given) => {
    expect(idOf(given)).toBeNull()
  })
})
