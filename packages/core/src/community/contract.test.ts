import { describe, expect, it } from 'vitest'
import { authorInput, photoUrl, reportFields, voteValue } from './contract.ts'

describe('photoUrl', () => {
  it.each([
    'https://a.example/1.jpg',
    'http://a.example',
    'HTTPS://A.example/x?y=1&z=%20#f',
    'http://127.0.0.1:8080/Ünï.png',
  ])('takes %s as it is', (url) => {
    expect(photoUrl.parse(url)).toBe(url)
  })

  it.each([
    '',
    'a.example/1.jpg',
    '//a.example/1.jpg',
    'ftp://a.example/1.jpg',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'https://a.example/\0',
    'https://a.example/\ud800',
    `https://a.example/${'x'.repeat(2_048)}`,
  ])('refuses %j', (url) => {
    const { error } = photoUrl.safeParse(url)
    expect(error).toBeDefined()
  })
})

describe('authorInput', () => {
  it('cleans the name', () => {
    expect(authorInput.parse({ name: ' Kim\u0007 ' })).toEqual({ name: 'Kim' })
  })

  it.each([
    {},
    { name: '' },
    { name: 'Kim\0' },
    { name: '\u200b' },
    { name: 'x'.repeat(61) },
    { name: 'Kim', email: 'k' },
  ])('refuses %j', (author) => {
    expect(authorInput.safeParse(author).success).toBe(false)
  })
})

describe('voteValue', () => {
  it.each([
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
    [0.5, false],
    ['1', false],
    [null, false],
  ])('of %j: %s', (value, isOne) => {
    expect(voteValue.safeParse(value).success).toBe(isOne)
  })
})

describe('reportFields', () => {
  it('takes a report without a word', () => {
    expect(reportFields.reason.parse(undefined)).toBe('other')
    expect(reportFields.note.parse(undefined)).toBeUndefined()
    expect(reportFields.reason.safeParse('dislike').success).toBe(false)
  })
})
