import { type Ctx, isAppError, silentLog } from '@loadout/core'
import { catalogContract, listProducts, searchContract } from '@loadout/core/catalog'
import { createPostgres } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExplainedDatabase, openExplained, touched } from '../support/explained.ts'
import { find, type SearchQuery } from './find.ts'

/** More than one page looks at, 11,000. */
const PRODUCTS = 13_000
/** What costs less than usual: no index knows that. */
const ON_SALE = [12, 6_400, 12_988]
/** What nothing else is like. */
const RARE = 77

let infra: TestInfra
let explained: ExplainedDatabase
let ctx: Ctx

beforeAll(async () => {
  infra = await createTestInfra()
  await seed()
  explained = openExplained(infra.config.DATABASE_URL)
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
}, 120_000)
afterAll(async () => {
  await explained?.close()
  await infra?.close()
})

/** Half have a label A, two thirds are rated; some have a date, a price, a price abroad. */
async function seed(): Promise<void> {
  const { db } = infra
  await sql`
    insert into product (id, kind, status, slug, name, genres, price, sale_price, released_on, created_at)
    select n, 'game', case when n % 100 = 50 then 'hidden' else 'active' end, 'p-' || n,
      'Thing Tale Book Page ' || n * 7919 % 9973,
      case when n % 2 = 0 then '{A}'::text[] else '{}' end,
      case when n % 4 < 2 then 2 + n % 1000 end, case when n = any(${ON_SALE}::integer[]) then 1 + n % 2 end,
      case when n % 3 = 0 then date '2000-01-01' + n % 500 end,
      timestamptz '2020-01-01' + n * 31 % 997 * interval '1 minute'
    from generate_series(1, ${sql.lit(PRODUCTS)}) as n
  `.execute(db)
  for (const rows of [
    sql`product_summary (product_id, rating_1, rating_5)
      select id, id % 7, 1 + id % 20 from product where id % 3 > 0`,
    sql`price (product_id, currency, amount) select id, 'EUR', id % 300 from product where id % 5 > 2`,
    sql`company (id, name, slug) overriding system value values (1, 'One', 'one'), (2, 'Two', 'two')`,
    sql`product_company (product_id, company_id, role)
      select id, case when id = ${RARE} then 2 else 1 end, 'developer' from product`,
  ]) {
    await sql`insert into ${rows}`.execute(db)
  }
  await sql`
    update product set kind = 'bundle', category = 'Rare', genres = '{R}', platforms = '{R}', tags = '{R}',
      price = 4000000, released_on = '1985-05-05', base_id = 1
    where id = ${RARE}
  `.execute(db)
  await sql`delete from price where product_id = ${RARE}`.execute(db)
  await sql`insert into price values (${RARE}, 'EUR', 3000000, null)`.execute(db)
  await sql`
    insert into product_summary (product_id, rating_5) values (${RARE}, 100000)
    on conflict (product_id) do update set rating_1 = 0, rating_5 = excluded.rating_5
  `.execute(db)
  await sql`analyze`.execute(db)
}

interface Walk {
  readonly ids: readonly number[]
  readonly sizes: readonly number[]
}

/** All pages of a list. */
async function walk(
  read: (cursor: string | undefined) => ReturnType<typeof find> | ReturnType<typeof listProducts>,
): Promise<Walk> {
  const pages: (readonly number[])[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    pages.push(page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return { ids: pages.flat(), sizes: pages.map(({ length }) => length) }
}

const searched = (query: SearchQuery) => walk((cursor) => find(ctx, { ...query, cursor }))

const listed = (query: object) =>
  walk((cursor) => listProducts(ctx, catalogContract.listInput.parse({ ...query, cursor })))

/** The orders, as one statement over everything. */
const PRICE_NOW = sql`coalesce(p.sale_price, p.price)`
const SCORE = sql`s.score desc nulls last, p.id`
const ORDERS: Readonly<Record<searchContract.Sort, RawBuilder<unknown>>> = {
  relevance: SCORE,
  score: SCORE,
  name: sql`p.folded_name, p.id`,
  newest: sql`p.created_at desc, p.id desc`,
  released: sql`p.released_on desc nulls last, p.id`,
  priceAsc: sql`${PRICE_NOW} nulls last, p.id`,
  priceDesc: sql`${PRICE_NOW} desc nulls last, case when ${PRICE_NOW} is null then p.id else -p.id end`,
}

async function sorted(order: RawBuilder<unknown>, condition: RawBuilder<unknown>) {
  const { rows } = await sql<{ id: number }>`
    select p.id from product as p left join product_summary as s on s.product_id = p.id
    where p.status = 'active' and ${condition} order by ${order}
  `.execute(ctx.db)
  return rows.map(({ id }) => id)
}

const IS_ON_SALE = sql`p.sale_price is not null`

describe('filters that hardly any product passes, and no index knows', () => {
  it.each(searchContract.SORTS)(
    'find them all in the order of %s, in pages that end early',
    async (sort) => {
      const { ids, sizes } = await searched({ onSale: true, kinds: ['game'], sort })
      expect(ids).toEqual(await sorted(ORDERS[sort], IS_ON_SALE))
      expect(ids).toHaveLength(ON_SALE.length)
      expect(sizes.length).toBeGreaterThan(1)
    },
  )

  it.each(['name', 'newest', 'priceAsc', 'score'] as const)(
    'find them among those with a word, in the order of %s',
    async (sort) => {
      const { ids, sizes } = await searched({ onSale: true, query: 'thing', sort })
      expect(ids).toEqual(await sorted(ORDERS[sort], IS_ON_SALE))
      expect(sizes.length).toBeGreaterThan(1)
    },
  )

  it('find them among those with a word by relevance, however many have it', async () => {
    const { ids, sizes } = await searched({ onSale: true, query: 'thing' })
    expect(ids.toSorted((a, b) => a - b)).toEqual(ON_SALE)
    expect(sizes.length).toBeGreaterThan(1)
  })

  it('say of a page that was cut off neither that it is all, nor that it was misspelt', async () => {
    const page = await find(ctx, { query: 'thing', onSale: true, currency: 'CHF' })
    expect(page).toMatchObject({ items: [], didYouMean: null, corrected: false })
    expect(page.nextCursor).not.toBeNull()
  })

  it('go through a plain list in both orders', async () => {
    const filters = { genre: 'A', kind: 'bundle' } as const
    expect((await listed(filters)).ids).toEqual([])
    for (const [order, by] of [
      ['id', sql`p.id`],
      ['newest', sql`p.created_at desc, p.id desc`],
    ] as const) {
      const all = await listed({ genre: 'A', order, limit: 100 })
      expect(all.ids).toEqual(await sorted(by, sql`'A' = any(p.genres)`))
    }
  })

  it('give pages of any size that are the whole list, without repeating any', async () => {
    // Ties of a hundred and more, across pages and legs.
    for (const sort of ['priceDesc', 'score', 'released'] as const) {
      const { ids } = await searched({ sort, genres: ['A'], limit: 100 })
      expect(ids).toEqual(await sorted(ORDERS[sort], sql`'A' = any(p.genres)`))
    }
  })
})

describe('a filter that one product passes', () => {
  const FILTERS: readonly SearchQuery[] = [
    { kinds: ['bundle'] },
    { categories: ['Rare'] },
    { genres: ['R', 'no such'] },
    { platforms: ['R'] },
    { tags: ['R'] },
    { companyIds: [2] },
    { minPrice: 4_000_000 },
    { minPrice: 3_000_000, maxPrice: 3_000_000, currency: 'EUR' },
    { releasedTo: '1990-01-01' },
    { minScore: 4.9 },
    { query: 'thing', tags: ['R'] },
    { companyIds: [1, 2], minPrice: 1_000, kinds: ['bundle', 'game'] },
  ]

  it.each(FILTERS)('%j finds it at once, in every order', async (filters) => {
    for (const sort of searchContract.SORTS) {
      const { items, nextCursor } = await find(ctx, { ...filters, sort })
      expect([sort, items.map(({ id }) => id), nextCursor]).toEqual([sort, [RARE], null])
    }
  })

  it('finds what belongs to a product', async () => {
    for (const order of ['id', 'newest'] as const) {
      expect(await listed({ baseId: 1, order })).toEqual({ ids: [RARE], sizes: [1] })
    }
  })
})

/** A cursor with the fingerprint of a real one and another key. */
function moved(cursor: string | null, key: readonly unknown[]): string {
  const [fingerprint] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString())
  return Buffer.from(JSON.stringify([fingerprint, ...key])).toString('base64url')
}

const forged = async (list: SearchQuery, key: readonly unknown[]) =>
  moved((await find(ctx, { ...list, limit: 1 })).nextCursor, key)

describe('a page', () => {
  const touchedBy = async (input: SearchQuery) =>
    touched(await explained.plansOf(() => find({ ...ctx, db: explained.db }, input)))

  it.each([
    { minPrice: 1_000_000_000_000 },
    { minPrice: 1_000_000_000_000, currency: 'EUR', sort: 'score' as const },
    { genres: ['no such'], sort: 'priceAsc' as const },
    { minPrice: 1_000_000_000_000, onSale: true as const },
  ])('of %j, which nothing passes, looks at a fraction of the store', async (input) => {
    expect(await touchedBy(input)).toBeLessThan(6_000)
  })

  it.each(['priceAsc', 'priceDesc'] as const)(
    'among thousands of one price looks at no others of these, in the order of %s',
    async (sort) => {
      const list = { sort, currency: 'JPY' }
      await sql`
        insert into price (product_id, currency, amount) select id, 'JPY', 999 from product
        on conflict do nothing
      `.execute(ctx.db)
      await sql`analyze price`.execute(ctx.db)
      expect(await touchedBy(list)).toBeLessThan(200)
      const { id } = (await find(ctx, list)).items.at(-1) ?? { id: 0 }
      for (const last of [id, 6_000]) {
        const cursor = await forged(list, [0, 999, last, null])
        const { items } = await find(ctx, { ...list, cursor })
        expect(items).toHaveLength(20)
        expect(await touchedBy({ ...list, cursor })).toBeLessThan(200)
      }
    },
  )

  it('behind a forged place is one like any other', async () => {
    for (const sort of ['priceAsc', 'score', 'released'] as const) {
      const cursor = await forged({ sort }, [1, null, 1, null])
      expect(await touchedBy({ sort, cursor })).toBeLessThan(2_000)
    }
  })

  it('of a ranked list is none where far too many would have to be ranked', async () => {
    const query = 'thing'
    const cursor = await forged({ query }, [0, 99_999, 1, null])
    await expect(find(ctx, { query, cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })
})

describe('statements without filters', () => {
  /** First pages and later ones in every leg; a list refuses what it has no such place for. */
  async function searchAll(db: Ctx['db'], query: string): Promise<void> {
    for (const sort of ['relevance', 'priceAsc'] as const) {
      const { nextCursor } = await find({ ...ctx, db }, { query, sort, limit: 1 })
      for (const leg of [0, 1, 2, 3, 4, 5]) {
        for (const key of [null, 1, 'thing tale']) {
          const cursor = moved(nextCursor, [leg, key, 1, null])
          await find({ ...ctx, db }, { query, sort, cursor }).catch((error: unknown) => {
            if (!isAppError(error, 'BAD_CURSOR')) throw error
          })
        }
      }
    }
  }

  it('are few enough for all of them to stay prepared', async () => {
    const db = createPostgres({
      ...{ url: infra.config.DATABASE_URL, poolSize: 1, profile: 'api', log: silentLog },
    })
    for (const query of ['', 'thing', 'thing tale', 'thing tale book']) await searchAll(db, query)
    const before = await preparedOf(db)
    await searchAll(db, 'thing tale book page')
    expect(await preparedOf(db)).toEqual(before)
    expect(before.find(({ mark }) => mark === 'catalog_hits_relevance')?.count).toBeGreaterThan(20)
    // See nameHotStatements; names without words have four more.
    for (const { count } of before) expect(count).toBeLessThan(60)
    await db.destroy()
  })

  async function preparedOf(db: Ctx['db']) {
    const { rows } = await sql<{ mark: string; count: number }>`
      select regexp_replace(name, '_[0-9]+$', '') as mark, count(*)
      from pg_prepared_statements where name like 'catalog_%' group by 1 order by 1
    `.execute(db)
    return rows
  }
})
