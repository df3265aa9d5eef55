import { describe, expect, it } from 'vitest'
import { readPage, readProductId, readSort } from './query.ts'

const query = (values: Readonly<Record<string, string>>) => {
  const get = (name?: string) => (name === undefined ? values : values[name])
  // Of hono's overloads, the one that is used.
  return { query: get as never }
}

describe('readPage', () => {
  it.each([
    [{}, { page: 1, count: 5 }],
    [
      { page: '3', count: '20' },
      { page: 3, count: 20 },
    ],
    [
      { page: ' 3 ', count: '' },
      { page: 3, count: 5 },
    ],
    [
      { page: '0', count: '0' },
      { page: 1, count: 0 },
    ],
    [
      { page: '-2', count: '-2' },
      { page: 1, count: 0 },
    ],
    [
      { page: 'x', count: 'NaN' },
      { page: 1, count: 5 },
    ],
    [
      { page: '1.9', count: '1.9' },
      { page: 1, count: 1 },
    ],
    [
      { page: '1e300', count: '20000' },
      { page: 1_000_000_000, count: 1_000 },
    ],
    [
      { page: '-Infinity', count: 'Infinity' },
      { page: 1, count: 1_000 },
    ],
    [
      { page: '0x10', count: '1_0' },
      { page: 16, count: 5 },
    ],
  ])('%j is %j', (values, page) => {
    expect(readPage(query(values as Record<string, string>))).toEqual(page)
  })
})

describe('readSort', () => {
  it.each([
    ['newest', 'newest'],
    ['helpful', 'helpful'],
    ['relevant', 'relevant'],
    ['Helpful', 'newest'],
    ['__proto__', 'newest'],
  ])('%s is %s', (sort, read) => {
    expect(readSort(query({ sort }))).toBe(read)
    expect(readSort(query({}))).toBe('newest')
  })
})

describe('readProductId', () => {
  it('is null for what is no id', () => {
    expect(readProductId(query({ product_id: '7' }))).toBe(7)
    for (const product_id of ['0', 'x', '']) expect(readProductId(query({ product_id }))).toBeNull()
    expect(readProductId(query({}))).toBeNull()
  })
})
