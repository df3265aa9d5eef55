import { describe, expect, it } from 'vitest'
import { facetsInput, SORTS, searchInput, suggestInput } from './contract.ts'

const problemsOf = (input: unknown) =>
  searchInput.safeParse(input).error?.issues.map(({ path }) => path.join('.')) ?? []

describe('searchInput', () => {
  it('is a list of everything by relevance when nothing is said', () => {
    expect(searchInput.parse({})).toEqual({
      query: '',
      currency: 'USD',
      sort: 'relevance',
      facets: false,
      limit: 20,
    })
  })

  it('takes a query as people write it: trimmed, without what no text needs', () => {
    expect(searchInput.parse({ query: '  Half-Life 2\u0007 ' }).query).toBe('Half-Life 2')
    for (const query of ['a\0b', 'a\ud800b']) {
      expect(searchInput.safeParse({ query }).error?.issues[0]?.path).toEqual(['query'])
    }
  })

  it('takes scores in tenths, as filters in SQL and in memory must agree on them', () => {
    const scores = [1, 3.149, 4.05, 4.1, 4.96, 5]
    const taken = scores.map((minScore) => searchInput.parse({ minScore }).minScore)
    expect(taken).toEqual([1, 3.1, 4.1, 4.1, 5, 5])
  })

  it.each([
    [{ query: 'x'.repeat(201) }, 'query'],
    [{ query: null }, 'query'],
    [{ kinds: [] }, 'kinds'],
    [{ kinds: ['toy'] }, 'kinds.0'],
    [{ tags: ['a', ''] }, 'tags.1'],
    [{ tags: ['\u0000'] }, 'tags.0'],
    [{ tags: ['x'.repeat(201)] }, 'tags.0'],
    [{ companyIds: [1.5] }, 'companyIds.0'],
    [{ companyIds: ['1'] }, 'companyIds.0'],
    [{ minPrice: -1 }, 'minPrice'],
    [{ maxPrice: 1e15 }, 'maxPrice'],
    [{ currency: 'dollars' }, 'currency'],
    [{ releasedFrom: '2020' }, 'releasedFrom'],
    [{ releasedTo: '0000-12-31' }, 'releasedTo'],
    [{ minScore: Number.POSITIVE_INFINITY }, 'minScore'],
    [{ minScore: 0 }, 'minScore'],
    [{ limit: 1.5 }, 'limit'],
    [{ cursor: 'x'.repeat(2_049) }, 'cursor'],
  ])('refuses %j', (input, path) => {
    expect(problemsOf(input)).toEqual([path])
  })

  it('has every order in its enumeration', () => {
    for (const sort of SORTS) expect(problemsOf({ sort })).toEqual([])
  })
})

describe('facetsInput', () => {
  it('takes what a search filters by, and nothing of its pages', () => {
    expect(facetsInput.parse({ query: 'a', genres: ['RPG'], limit: 5, sort: 'name' })).toEqual({
      query: 'a',
      genres: ['RPG'],
      currency: 'USD',
    })
  })
})

describe('suggestInput', () => {
  it('needs something to begin with', () => {
    expect(suggestInput.parse({ query: 'w' })).toEqual({ query: 'w', limit: 8 })
    expect(suggestInput.safeParse({ query: ' \0 ' }).success).toBe(false)
    expect(suggestInput.safeParse({ query: 'x'.repeat(101) }).success).toBe(false)
  })
})
