import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { find, idsOfPages, namesOf, type SearchQuery } from './find.ts'
import { storeProducts } from './store-products.ts'

/** More than are ranked at once. */
const MANY = 2_100

let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
  await storeProducts(harness.ctx, [
    { name: 'Shirt' },
    { name: 'Shirt of Stars', price: 5 },
    { name: 'Rare Shirt', price: 5 },
    { name: 'Cotton Candy', description: 'Not a garment.' },
    { name: 'Sheep', tags: ['Cotton'], description: 'Wool.' },
  ])
  await sql`
    insert into product (kind, slug, name, tags, description, price)
    select 'merch', 'shirt-' || n, 'Blue Shirt ' || n % 7, '{Cotton}', 'A garment to wear.', n % 5
    from generate_series(1, ${MANY}) as n
  `.execute(harness.ctx.db)
})
afterAll(() => harness.close())

describe('a word that many names have', () => {
  it('finds the names that begin with it first, then others, in the order they came in', async () => {
    const { items, nextCursor } = await find(harness.ctx, { query: 'shirt', limit: 5 })
    expect(items.map(({ name }) => name)).toEqual([
      ...['Shirt', 'Shirt of Stars', 'Rare Shirt'],
      ...['Blue Shirt 1', 'Blue Shirt 2'],
    ])
    const list = { query: 'shirt', limit: 2, cursor: nextCursor ?? '' }
    // The cursor is of a list of the same query, whatever its page size.
    expect((await namesOf(harness.ctx, list))[0]).toBe('Blue Shirt 3')
  })

  it('puts labels before descriptions, where few names have it', async () => {
    const { items } = await find(harness.ctx, { query: 'cotton', limit: 3 })
    expect(items.map(({ name }) => name)).toEqual(['Cotton Candy', 'Sheep', 'Blue Shirt 1'])
    const described = await find(harness.ctx, { query: 'garment', limit: 2 })
    expect(described.items.map(({ name }) => name)).toEqual(['Cotton Candy', 'Blue Shirt 1'])
  })

  it('is ranked again where filters leave few', async () => {
    const filtered = { query: 'shirt', minPrice: 5 }
    expect(await namesOf(harness.ctx, filtered)).toEqual(['Shirt of Stars', 'Rare Shirt'])
  })

  it('is counted to a thousand', async () => {
    const { facets } = await find(harness.ctx, { query: 'shirt', facets: true })
    expect(facets?.total).toEqual({ count: 1_000, more: true })
    expect(facets?.kinds).toEqual([
      { value: 'merch', selected: false, count: 1_000, more: true },
      { value: 'game', selected: false, count: 3, more: false },
    ])
  })

  const LISTS: readonly SearchQuery[] = [
    { query: 'shirt' },
    { query: 'cotton' },
    { query: 'blue garment' },
    { query: 'shirt', sort: 'priceAsc' },
    { query: 'shirt', sort: 'name' },
  ]

  it.each(LISTS)('is paged through without repeating or missing any: %o', async (list) => {
    let pages = 0
    const ids = await idsOfPages(harness.ctx, { ...list, limit: 100 }, async () => {
      pages += 1
      // Some more for every leg of the list, and one for none.
      if (pages % 10 === 0) await storeProducts(harness.ctx, MORE)
    })
    expect(new Set(ids).size).toBe(ids.length)
    expect(await countFitting(ids)).toBe(MANY)
  })

  const MORE = [
    { name: 'Shirt Shop' },
    { name: 'A Shirt' },
    { name: 'Lamb', tags: ['Cotton'] },
    { name: 'Lace', description: 'A blue garment of cotton.' },
    { name: 'Wood' },
  ]
  const countFitting = async (ids: readonly number[]) => {
    const { rows } = await sql<{ count: number }>`
      select count(*) from product where id = any(${ids}::integer[]) and slug like 'shirt-%'
    `.execute(harness.ctx.db)
    return rows[0]?.count
  }
})

describe('a list that grows while it is ranked', () => {
  it('is ranked to its end', async () => {
    const { ctx } = harness
    const few = Array.from({ length: 30 }, (_, place) => ({ name: `Growing ${place}` }))
    const before = await storeProducts(ctx, few)
    const ids = await idsOfPages(ctx, { query: 'growing', limit: 25 }, () =>
      sql`
        insert into product (kind, slug, name)
        select 'merch', 'growing-' || n, 'Growing' from generate_series(1, ${MANY}) as n
        on conflict (slug) do nothing
      `.execute(ctx.db),
    )
    expect(ids.filter((id) => before.includes(id))).toEqual(before)
  })
})
