import type { Ctx } from '@loadout/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { answer, ask, bodies, list } from './asking.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

describe('a text that is searched for', () => {
  let product: number
  beforeEach(async () => {
    product = await addProduct(ctx)
    await ask(await asGuest(ctx), product, 'Läuft es auf LINUX?')
    const id = await ask(await asGuest(ctx), product, 'Which systems?')
    await answer(await asGuest(ctx), id, 'Windows and linux.')
    await ask(await asGuest(ctx), product, '100% or 50_50?')
    await ask(await asGuest(ctx), product, 'Is it fun?')
  })

  it.each([
    ['linux', ['Which systems?', 'Läuft es auf LINUX?']],
    ['LAUFT', ['Läuft es auf LINUX?']],
    ['läuft', ['Läuft es auf LINUX?']],
    ['%', ['100% or 50_50?']],
    ['_', ['100% or 50_50?']],
    ["' or true --", []],
    ['nothing of the sort', []],
  ])('is found in questions and answers: %s', async (text, expected) => {
    for (const sort of ['helpful', 'newest']) {
      const { items, nextCursor } = await list(ctx, { productId: product, text, sort })
      expect(bodies(items)).toEqual(expected)
      expect(nextCursor).toBeNull()
    }
  })

  it('is paged like any list', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const input = { productId: product, text: 'i', limit: 1, sort: 'newest', cursor }
      const page = await list(ctx, input)
      seen.push(...bodies(page.items))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(['Is it fun?', 'Which systems?', 'Läuft es auf LINUX?'])
  })

  it('brings along the answers of what it is found in, found or not', async () => {
    const { items } = await list(ctx, { productId: product, text: 'systems', answers: 1 })
    expect(bodies(items[0]?.answers ?? [])).toEqual(['Windows and linux.'])
  })

  it.each([
    ['answer', 'windows'],
    ['question', 'systems'],
  ] as const)('is not found in a hidden %s', async (table, text) => {
    await sql`
      update ${sql.table(table)} set status = 2 where strpos(fold_text(body), ${text}) > 0
    `.execute(ctx.db)
    expect(bodies((await list(ctx, { productId: product, text })).items)).toEqual([])
  })

  it('is not found among the questions of another product', async () => {
    const other = await addProduct(ctx)
    expect((await list(ctx, { productId: other, text: 'linux' })).items).toEqual([])
    await expect(list(ctx, { productId: 2_147_483_647, text: 'linux' })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
    })
  })

  it('has cursors of its own', async () => {
    const { nextCursor } = await list(ctx, { productId: product, text: 'i', limit: 1 })
    for (const text of ['l', undefined]) {
      await expect(
        list(ctx, { productId: product, limit: 1, cursor: nextCursor, ...(text && { text }) }),
      ).rejects.toMatchObject({ code: 'BAD_CURSOR' })
    }
  })
})

describe('a rare text among thousands of questions', () => {
  const MANY = 4_500
  let product: number
  beforeAll(async () => {
    product = await addProduct(ctx)
    await sql`
      insert into question (product_id, body, author_name, helpful, created_at)
      select ${product}, case when n % 1500 = 0 then 'needle ' || n else 'hay ' || n end, 'Someone',
        n % 7, timestamptz '2024-01-01' + n * interval '1 second'
      from generate_series(1, ${MANY}::int) as n
    `.execute(ctx.db)
  })

  it.each(['helpful', 'newest'])(
    'is found page by page, some of them short, sorted by %s',
    async (sort) => {
      const found: string[] = []
      let pages = 0
      let cursor: string | undefined
      do {
        const page = await list(ctx, { productId: product, text: 'needle', sort, cursor })
        found.push(...bodies(page.items))
        cursor = page.nextCursor ?? undefined
        pages += 1
      } while (cursor !== undefined)
      const expected = { newest: [4_500, 3_000, 1_500], helpful: [4_500, 3_000, 1_500] }
      const byVotes = [...expected.helpful].sort((a, b) => (b % 7) - (a % 7) || b - a)
      expect(found).toEqual(
        (sort === 'newest' ? expected.newest : byVotes).map((n) => `needle ${n}`),
      )
      // 2,000 questions are searched for a page.
      expect(pages).toBe(3)
    },
  )

  it('does not lose a question where a page is full before its stretch ends', async () => {
    const found: string[] = []
    let cursor: string | undefined
    do {
      const input = { productId: product, text: 'hay', sort: 'newest', limit: 100, cursor }
      const page = await list(ctx, input)
      found.push(...bodies(page.items))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(found).toHaveLength(MANY - 3)
    expect(new Set(found).size).toBe(MANY - 3)
  })
})
