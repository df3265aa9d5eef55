import { searchContract } from '@loadout/core/catalog'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { facetsOf, find, namesOf, suggestionsFor } from './find.ts'
import { storeProducts } from './store-products.ts'

const HOSTILE = [
  "'",
  "''",
  '"',
  '\\',
  "\\'",
  "a' | b & !c:* <-> (d",
  '!!!',
  ':*',
  '& | !',
  '<->',
  '()',
  "'; drop table product; --",
  '$1',
  '%',
  '_',
  '\u0001\u0002',
  '🎮',
  '🎮 portal',
  'the of and',
  'the',
  '...',
  '-1',
  '-2147483649',
  '1e999',
  'NaN',
  'http://example.com/a?b=c',
  'and/or',
  'a@b.c',
  '²½①',
  '\u202e\u200b',
  'é́́́́',
  'ﷺ',
  'x'.repeat(200),
  'a '.repeat(100),
  '山'.repeat(200),
  '𝒜'.repeat(100),
]

let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
  await storeProducts(harness.ctx, [
    { name: 'Portal', tags: ['Puzzle'] },
    { name: "It's (not) a \\ 100% 'game' | & ! :*" },
    { name: '🎮' },
    { name: '%' },
  ])
})
afterAll(() => harness.close())

async function searchAll(query: string) {
  const answer = await find(harness.ctx, { query, facets: true })
  expect(searchContract.searchOutput.parse(answer)).toBeDefined()
  expect((await facetsOf(harness.ctx, { query })).facets).toEqual(answer.facets)
  const input = searchContract.suggestInput.safeParse({ query })
  if (input.success) await suggestionsFor(harness.ctx, query.slice(0, 100))
  return answer
}

describe('a query', () => {
  it.each(HOSTILE.map((query) => [query]))('%j is a search like any other', async (query) => {
    await searchAll(query)
  })

  it('of any text is a search like any other', async () => {
    const unit = fc.oneof(
      fc.constantFrom(...[...'\'"\\&|!:*<>()-%_ \t'], 'the', 'portal', 'é', '山', '🎮'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
    )
    const query = fc
      .array(unit, { maxLength: 12 })
      .map((parts) => parts.join('').toWellFormed().replaceAll('\0', ''))
    await fc.assert(
      fc.asyncProperty(query, async (text) => {
        await searchAll(text)
      }),
      { seed: 51, numRuns: 60 },
    )
  })

  it.each([
    ['🎮', '🎮'],
    ['%', '%'],
    ["it's (not)", "It's (not) a \\ 100% 'game' | & ! :*"],
  ])('%s finds the name that begins so', async (query, name) => {
    expect(await namesOf(harness.ctx, query)).toEqual([name])
  })

  it('is refused only when it is too long, or holds what is no text', () => {
    const isTaken = (query: unknown) => searchContract.searchInput.safeParse({ query }).success
    expect(['\0', 'a\0b', '\ud800'].map(isTaken)).toEqual([false, false, false])
    expect(isTaken('x'.repeat(200))).toBe(true)
    expect(isTaken('x'.repeat(201))).toBe(false)
    expect(isTaken('x'.repeat(10_240))).toBe(false)
    expect(isTaken(7)).toBe(false)
  })
})

describe('a filter', () => {
  const isTaken = (input: object) => searchContract.searchInput.safeParse(input).success

  it.each([
    { genres: [] },
    { genres: ['a\0b'] },
    { genres: ['\ud800'] },
    { genres: [''] },
    { genres: Array.from({ length: 21 }, String) },
    { kinds: ['nothing'] },
    { companyIds: [0] },
    { companyIds: [2_147_483_648] },
    { minPrice: -1 },
    { maxPrice: 1e300 },
    { minPrice: Number.NaN },
    { currency: 'usd' },
    { releasedFrom: '0000-01-01' },
    { releasedFrom: '2021-02-30' },
    { releasedTo: 'infinity' },
    { minScore: 5.1 },
    { onSale: false },
    { sort: 'rank' },
    { limit: 0 },
    { limit: 101 },
    { cursor: '' },
  ])('%j is refused', (input) => {
    expect(isTaken(input)).toBe(false)
  })

  it.each([
    { minPrice: 0, maxPrice: 1_000_000_000_000 },
    { minPrice: 5, maxPrice: 1 },
    { releasedFrom: '0001-01-01', releasedTo: '9999-12-31' },
    { minScore: 4.15 },
    { currency: 'XXX', sort: 'priceAsc' as const, onSale: true as const },
    { categories: ["'", '\\', '%'], tags: ['{}', '"', ','], platforms: ['山'] },
  ])('%j is a search like any other', async (input) => {
    expect(isTaken(input)).toBe(true)
    const answer = await find(harness.ctx, { ...input, facets: true })
    expect(answer.nextCursor).toBeNull()
  })
})
