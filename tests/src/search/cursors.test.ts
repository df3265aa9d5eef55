import { isAppError } from '@loadout/core'
import { searchContract } from '@loadout/core/catalog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { find, type SearchQuery } from './find.ts'
import { storeProducts } from './store-products.ts'

let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
  await storeProducts(
    harness.ctx,
    Array.from({ length: 9 }, (_, place) => ({ name: `War ${place}`, price: place })),
  )
})
afterAll(() => harness.close())

const outcome = (input: SearchQuery) =>
  find(harness.ctx, input).then(
    () => 'an answer',
    (error: unknown) => (isAppError(error) ? error.code : `not ours: ${error}`),
  )

/** A cursor with the fingerprint of a real one and another key. */
async function forged(list: SearchQuery, key: readonly unknown[]): Promise<string> {
  const { nextCursor } = await find(harness.ctx, { ...list, limit: 2 })
  const [fingerprint] = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString())
  return Buffer.from(JSON.stringify([fingerprint, ...key])).toString('base64url')
}

describe('a cursor', () => {
  it('belongs to its list: query, filters and order', async () => {
    const { nextCursor } = await find(harness.ctx, { query: 'war', limit: 2 })
    const cursor = nextCursor ?? ''
    expect(await outcome({ query: 'war', cursor, limit: 5 })).toBe('an answer')
    expect(await outcome({ query: 'war', cursor, facets: true })).toBe('an answer')
    for (const list of [
      { query: 'wars' },
      { query: 'war', sort: 'name' as const },
      { query: 'war', genres: ['RPG'] },
      { query: 'war', currency: 'EUR' },
      {},
    ]) {
      expect(await outcome({ ...list, cursor })).toBe('BAD_CURSOR')
    }
  })

  it.each([
    ['x'],
    [[]],
    [[0, 1]],
    [[9, 0, 1, null]],
    [[-1, 0, 1, null]],
    [[0, 0, 0, null]],
    [[0, 0, 2_147_483_648, null]],
    [[0, 0, 1, 5]],
    [[0, { a: 1 }, 1, null]],
  ])('of the shape %j is refused in every order', async (key) => {
    for (const sort of searchContract.SORTS) {
      const cursor = await forged({ sort }, [key].flat())
      expect(await outcome({ sort, cursor })).toBe('BAD_CURSOR')
    }
  })

  const KEYS = [
    null,
    0,
    -1,
    1.5,
    1e300,
    2 ** 53,
    'x',
    '',
    '\0',
    '\ud800',
    '2020-02-30',
    '2020-01-01',
  ]

  it.each(searchContract.SORTS)(
    'with a forged key of order %s never fails inside',
    async (sort) => {
      for (const query of ['', 'war']) {
        for (const leg of [0, 1, 2, 3, 4, 5]) {
          for (const key of KEYS) {
            const cursor = await forged({ sort, query }, [leg, key, 1, null])
            expect(['an answer', 'BAD_CURSOR']).toContain(await outcome({ sort, query, cursor }))
          }
        }
      }
    },
  )

  it('with a forged correction searches for that, and no more', async () => {
    const cursor = await forged({ query: 'war' }, [0, 99_999, 1, "x' | y \\ \u0001"])
    expect(await outcome({ query: 'war', cursor })).toBe('an answer')
    const long = await forged({ query: 'war' }, [0, 0, 1, 'x'.repeat(201)])
    expect(await outcome({ query: 'war', cursor: long })).toBe('BAD_CURSOR')
  })

  it('of the longest name fits', async () => {
    const name = '山'.repeat(200)
    await storeProducts(harness.ctx, [{ name }, { name: `${name.slice(1)}水` }])
    const list = { sort: 'name' as const, query: '山', limit: 1 }
    const { nextCursor } = await find(harness.ctx, list)
    const cursor = nextCursor ?? ''
    expect(searchContract.searchInput.safeParse({ ...list, cursor }).success).toBe(true)
    expect((await find(harness.ctx, { ...list, cursor })).items).toHaveLength(1)
  })
})
