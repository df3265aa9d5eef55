import type { Ctx } from '@loadout/core'
import { listProducts, readAnswers, readQuestions, readReviews } from '@loadout/core/atelier'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addProduct } from '../support/store.ts'

const MAX_BYTES = 1_000_000

let infra: TestInfra
let ctx: Ctx
beforeAll(async () => {
  infra = await createTestInfra()
  ctx = { ...infra, actor: { kind: 'anonymous' } }
})
afterAll(() => infra.close())

/** Reviews by age, the newest first, each with its text. */
async function addReviews(texts: readonly string[]): Promise<number> {
  const productId = await addProduct(ctx)
  await sql`
    insert into review (product_id, rating, recommend, author_name, body, created_at)
    select ${productId}::integer, 4, true, 'Jane', body, timestamptz '2024-01-01' - place * interval '1 day'
    from json_array_elements_text(${JSON.stringify(texts)}::json) with ordinality as t (body, place)
  `.execute(infra.db)
  return productId
}

async function reviews(productId: number, page: number, count: number) {
  const { json } = await readReviews(ctx, { productId, sort: 'newest', page, count })
  return JSON.parse(json)
}

/** How many of these items one answer holds, in the plainest words. */
function fitting(items: readonly unknown[]): number {
  let bytes = '[]'.length
  const index = items.findIndex((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + ','.length
    return bytes > MAX_BYTES
  })
  return index === -1 ? items.length : index
}

describe('a page of reviews', () => {
  it.each([
    ['letters', 'x'],
    ['letters of two bytes', 'é'],
    ['characters of four bytes', '\u{1F600}'],
    ['what has to be escaped', '\n'],
    ['quotes', '"'],
  ])('of %s is what fits, and says how much that is', async (_, char) => {
    const texts = Array.from({ length: 150 }, (__, n) => `${n}${char.repeat(8_000 + n)}`)
    const productId = await addReviews(texts)
    const whole: unknown[] = []
    // Few enough that all of them fit.
    for (let page = 1; page <= 15; page += 1) {
      whole.push(...(await reviews(productId, page, 10)).results)
    }
    expect(whole).toHaveLength(150)
    const { results, count } = await reviews(productId, 1, 1_000)
    expect(results).toEqual(whole.slice(0, fitting(whole)))
    expect(count).toBe(results.length)
  })

  it('goes on where it ended', async () => {
    const productId = await addReviews(Array.from({ length: 120 }, (_, n) => `${n} `.repeat(4_000)))
    const { count } = await reviews(productId, 1, 100)
    expect(count).toBeLessThan(100)
    const second = await reviews(productId, 2, count)
    expect(second.page).toBe(count)
    expect(second.results[0].body.startsWith(`${count} `)).toBe(true)
  })

  it('is all that is asked for as long as the texts are ordinary', async () => {
    const productId = await addReviews(Array.from({ length: 1_100 }, () => 'x'.repeat(700)))
    const first = await reviews(productId, 1, 1_000)
    expect([first.count, first.results.length]).toEqual([1_000, 1_000])
    const second = await reviews(productId, 2, 1_000)
    expect([second.count, second.results.length]).toEqual([1_000, 100])
  })
})

describe('a page of products', () => {
  it('is what fits of long descriptions', async () => {
    const first = await addProduct(ctx, { description: 'x'.repeat(50_000) })
    for (let n = 0; n < 24; n += 1) await addProduct(ctx, { description: 'x'.repeat(50_000) })
    const page = async (number: number, count: number) => {
      const items: { id: number }[] = JSON.parse(await listProducts(ctx, { page: number, count }))
      return items.filter(({ id }) => id >= first)
    }
    const whole = [...(await page(1, 1_000)), ...(await page(1_000, 1))]
    expect(whole.length).toBeGreaterThan(0)
    expect(whole.length).toBeLessThan(25)
    const json = await listProducts(ctx, { page: 1, count: 1_000 })
    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(MAX_BYTES)
  })
})

describe('questions and their answers', () => {
  async function addQuestion(productId: number, answers: number, body: string): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      with asked as (
        insert into question (product_id, body, author_name, answers)
        values (${productId}, 'Why?', 'Kim', ${answers}) returning id
      ), answered as (
        insert into answer (question_id, body, author_name, helpful)
        select asked.id, n || ${body}, 'Joe', ${answers} - n
        from asked, generate_series(1, ${answers}::integer) as n
      )
      select id from asked
    `.execute(infra.db)
    return rows[0]?.id ?? 0
  }

  it('are never so long that a question does not fit', async () => {
    const productId = await addProduct(ctx)
    const long = await addQuestion(productId, 120, 'é'.repeat(9_999))
    await addQuestion(productId, 120, ' because')
    const { json } = await readQuestions(ctx, { productId, page: 1, count: 1_000 })
    const [brief, other] = JSON.parse(json).results
    expect(Object.keys(brief.answers)).toHaveLength(100)
    expect(other.question_id).toBe(long)
    const texts = Object.values<{ id: number; body: string }>(other.answers)
    // The first of them, in half of what an answer of the contract can hold.
    expect(texts).toHaveLength(24)
    expect(texts.map(({ body }) => Number.parseInt(body, 10)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 24 }, (_, n) => n + 1),
    )
  })

  it('are as many as fit', async () => {
    const productId = await addProduct(ctx)
    for (let n = 0; n < 5; n += 1) await addQuestion(productId, 60, 'x'.repeat(9_000))
    const { json } = await readQuestions(ctx, { productId, page: 1, count: 1_000 })
    expect(JSON.parse(json).results).toHaveLength(2)
    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(MAX_BYTES + 100)
  })

  it('are cut off alone too', async () => {
    const id = await addQuestion(await addProduct(ctx), 150, 'x'.repeat(9_990))
    const { count, results } = JSON.parse(
      await readAnswers(ctx, `${id}`, { page: 1, count: 1_000 }),
    )
    expect(count).toBe(results.length)
    expect(results.map((one: { body: string }) => Number.parseInt(one.body, 10))).toEqual(
      Array.from({ length: count }, (_, n) => n + 1),
    )
    expect(count).toBe(98)
  })
})
