import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { httpUrl, parseExpiry, wholeNumber } from './arguments.ts'

const NOW = new Date('2026-01-01T00:00:00Z')

describe('parseExpiry', () => {
  it.each([
    ['12h', '2026-01-01T12:00:00.000Z'],
    ['90d', '2026-04-01T00:00:00.000Z'],
    ['4w', '2026-01-29T00:00:00.000Z'],
    ['2030-01-31', '2030-01-31T00:00:00.000Z'],
    ['2030-01-31T10:00:00Z', '2030-01-31T10:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseExpiry(text, NOW).toISOString()).toBe(expected)
  })

  it.each([
    '',
    '90',
    'd',
    '-1d',
    '1.5d',
    '0d',
    '90 days',
    '90m',
    'tomorrow',
    '5',
    '2020-01-01',
    '2026-13-01',
  ])('refuses %j', (text) => {
    expect(() => parseExpiry(text, NOW)).toThrow(InvalidArgumentError)
  })
})

describe('wholeNumber', () => {
  it('reads whole numbers from its minimum up', () => {
    expect(wholeNumber(0)('0')).toBe(0)
    expect(wholeNumber(1)('42')).toBe(42)
  })

  it.each(['', '0', '-1', '1.5', '1e3', '0x10', ' 1', '9'.repeat(20)])('refuses %j', (text) => {
    expect(() => wholeNumber(1)(text)).toThrow(InvalidArgumentError)
  })
})

describe('httpUrl', () => {
  it('drops the slash at the end and keeps a path', () => {
    expect(httpUrl('http://127.0.0.1:3000/')).toBe('http://127.0.0.1:3000')
    expect(httpUrl('https://example.gg/loadout//')).toBe('https://example.gg/loadout')
  })

  it.each(['', 'localhost:3000', 'ftp://example.gg', 'http://'])('refuses %j', (text) => {
    expect(() => httpUrl(text)).toThrow(InvalidArgumentError)
  })
})
