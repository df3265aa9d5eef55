import { describe, expect, it } from 'vitest'
import { isBelow, isExact } from './versions.ts'

describe('isExact', () => {
  it.each(['1.2.3', '18.4.0-beta.17', '5.6.1-rc'])('takes %s', (version) => {
    expect(isExact(version)).toBe(true)
  })

  it.each(['^1.2.3', '~1.2.3', '1.2', '*', 'latest', '>=1.2.3', '1.2.x', ''])(
    'refuses %s',
    (version) => {
      expect(isExact(version)).toBe(false)
    },
  )
})

describe('isBelow', () => {
  it.each([
    ['4.12.33', '4.12.34'],
    ['4.9.99', '4.12.34'],
    ['3.99.99', '4.12.34'],
    ['24.16.9', '24.17'],
    ['1.0.0-beta.1', '1.0.0'],
  ])('%s is below %s', (version, floor) => {
    expect(isBelow(version, floor)).toBe(true)
  })

  it.each([
    ['4.12.34', '4.12.34'],
    ['4.12.100', '4.12.34'],
    ['5.0.0', '4.12.34'],
    ['24.17.0', '24.17'],
    ['18.4.0-beta.17', '18.2'],
  ])('%s is not below %s', (version, floor) => {
    expect(isBelow(version, floor)).toBe(false)
  })
})
