import type { Ctx } from '@loadout/core'
import {
  listProducts,
  productVersion,
  readAnswers,
  readMeta,
  readProduct,
  readQuestions,
  readRelated,
  readReviews,
  readStyles,
} from '@loadout/core/atelier'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ExplainedDatabase,
  openExplained,
  touched,
  wholeTables,
} from '../support/explained.ts'

const PRODUCTS = 2_100

let infra: TestInfra
let explained: ExplainedDatabase
let ctx: Ctx

beforeAll(async () => {
  infra = await createTestInfra()
  await seed()
  explained = openExplained(infra.config.DATABASE_URL)
  ctx = { ...infra, db: explained.db, actor: { kind: 'anonymous' } }
}, 60_000)
afterAll(async () => {
  await explained?.close()
  await infra?.close()
})

/** Of every product two styles, six reviews, three questions with two answers each. */
async function seed(): Promise<void> {
  const products = sql.lit(PRODUCTS)
  await sql`
    insert into product (id, kind, slug, name, price)
    select id, 'merch', 'p' || id, 'Product ' || id, 1000 from generate_series(1, ${products}) as id;
    insert into product_feature (product_id, name) select id, 'Fabric' from product;
    insert into related_product (product_id, related_id)
    select id, other from product, generate_series(1, 5) as other where other <> id;
    insert into product_summary (product_id, rating_4) select id, 6 from product;
    insert into style (id, product_id, name, original_price)
    select id * 2 + n, id, 'Black', 1000 from product, generate_series(0, 1) as n;
    insert into style_photo (style_id, url) select id, 'https://a.example/' || n from style, generate_series(1, 3) as n;
    insert into sku (style_id, size, quantity) select id, n, n from style, generate_series(1, 5) as n;
    insert into review (id, product_id, rating, recommend, body, author_name, created_at, helpful)
    select id * 6 + n, id, 4, true, 'Body', 'Jane', timestamptz '2020-01-01' + n * interval '1 day', n
    from product, generate_series(0, 5) as n;
    insert into review_photo (review_id, url) select id, 'https://a.example/r' from review;
    insert into characteristic (product_id, name, value_sum, value_count)
    select id, n, 9, 3 from product, generate_series(1, 4) as n;
    insert into question (id, product_id, body, author_name, answers)
    select id * 3 + n, id, 'Why?', 'Jane', 2 from product, generate_series(0, 2) as n;
    insert into answer (id, question_id, body, author_name)
    select id * 2 + n, id, 'So.', 'Joe' from question, generate_series(0, 1) as n;
    insert into answer_photo (answer_id, url) select id, 'https://a.example/a' from answer
  `.execute(infra.db)
  await sql`vacuum (analyze)`.execute(infra.db)
}

const page = { page: 1, count: 5 }
const ID = 2_050

describe('an answer of the contract', () => {
  it.each([
    ['products', 5 * 2, () => listProducts(ctx, page)],
    // What is skipped are entries of an index.
    ['products, within the first thousand', 510, () => listProducts(ctx, { page: 100, count: 5 })],
    ['a product', 3, () => readProduct(ctx, `${ID}`)],
    ['styles', 2 + 2 * (1 + 3 + 5), () => readStyles(ctx, `${ID}`)],
    ['related products', 2 + 5 + 5, () => readRelated(ctx, `${ID}`)],
    ...(['newest', 'helpful', 'relevant'] as const).map(
      (sort) =>
        [
          `reviews, ${sort}`,
          2 + 5 * 3,
          () => readReviews(ctx, { productId: ID, sort, ...page }),
        ] as const,
    ),
    ['meta', 2 + 4, () => readMeta(ctx, ID)],
    ['questions', 2 + 3 * (2 + 2 * 2), () => readQuestions(ctx, { productId: ID, ...page })],
    ['answers', 2 + 2 * 3, () => readAnswers(ctx, `${ID * 3}`, page)],
    ['a version', 2, () => productVersion(ctx, `${ID}`)],
  ] as const)('%s is one statement that reads %d rows by index', async (_, rows, read) => {
    const nodes = await explained.plansOf(read)
    expect(explained.statements()).toBe(1)
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBeLessThanOrEqual(rows + 5)
    expect(wholeTables(await explained.genericPlansOf(read))).toEqual([])
  })

  it('is what was asked for', async () => {
    expect(
      JSON.parse((await readReviews(ctx, { productId: ID, sort: 'newest', ...page })).json),
    ).toMatchObject({
      results: [5, 4, 3, 2, 1].map((n) => ({ review_id: ID * 6 + n, photos: [{}] })),
    })
    const { results } = JSON.parse((await readStyles(ctx, `${ID}`)).json)
    expect(Object.keys(results[1].skus)).toHaveLength(5)
  })

  it('looks at texts and photos of what is on the page, and not of what is skipped', async () => {
    const nodes = await explained.plansOf(() =>
      readReviews(ctx, { productId: ID, sort: 'helpful', page: 6, count: 1 }),
    )
    const rowsOf = (table: string, type: string) =>
      touched(nodes.filter((node) => node['Relation Name'] === table && node['Node Type'] === type))
    expect(rowsOf('review', 'Index Only Scan')).toBe(6)
    expect(rowsOf('review', 'Index Scan')).toBe(1)
    expect(rowsOf('review_photo', 'Index Scan')).toBe(1)
  })

  it('costs a stretch of an index, however far down the list of products', async () => {
    await listProducts(ctx, { page: 415, count: 5 })
    // The milestones are known by now.
    const nodes = await explained.plansOf(async () => {
      const ids: { id: number }[] = JSON.parse(await listProducts(ctx, { page: 419, count: 5 }))
      expect(ids.map(({ id }) => id)).toEqual([2091, 2092, 2093, 2094, 2095])
    })
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBeLessThan(1_010)
  })
})

describe('milestones', () => {
  it('are looked up anew after a minute', async () => {
    const at = (minute: number): Ctx => ({
      ...ctx,
      clock: { now: () => new Date(minute * 60_000) },
    })
    const last = async (minute: number) =>
      JSON.parse(await listProducts(at(minute), { page: PRODUCTS, count: 1 }))
    expect(await last(1)).toMatchObject([{ id: PRODUCTS }])
    await infra.db.updateTable('product').set({ status: 'hidden' }).where('id', '=', 7).execute()
    // The place of the last one was counted before.
    expect(await last(1)).toMatchObject([{ id: PRODUCTS }])
    expect(await last(2)).toEqual([])
  })
})
