import type { Ctx } from '@loadout/core'
import { questionsContract as contract, listAnswers, listUnanswered } from '@loadout/core/questions'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'
import { list } from './asking.ts'

/** Of one page, as JSON. */
const MAX_BYTES = 500_000

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

/** So many questions, each with so many answers, all with this text and a number; their ids. */
async function addQuestions(
  productId: number,
  questions: number,
  answers: number,
  text: string,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with asked as (
      insert into question (product_id, body, author_name, helpful, answers, created_at)
      select ${productId}::integer, n || ${text}::text, 'Kim', n % 3, ${answers}::integer,
        timestamptz '2024-01-01' + n % 4 * interval '1 day'
      from generate_series(1, ${questions}::integer) as n
      returning id
    ), answered as (
      insert into answer (question_id, body, author_name, helpful)
      select asked.id, n || ${text}::text, 'Alex', ${answers}::integer - n
      from asked, generate_series(1, ${answers}::integer) as n
    )
    select id from asked
  `.execute(harness.infra.db)
  return rows.map(({ id }) => id)
}

interface Page {
  readonly items: readonly { readonly id: number }[]
  readonly nextCursor: string | null
}

async function walk(read: (cursor: string | undefined) => Promise<Page>) {
  const pages: (readonly { readonly id: number }[])[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    pages.push(page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return pages
}

/** Pages of which some ended early, though all have something on them, and that miss and repeat nothing. */
function expectShort(pages: readonly Page['items'][], ids: readonly number[]) {
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) {
    expect(page.length).toBeGreaterThan(0)
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(MAX_BYTES)
  }
  expect(pages.flat().map(({ id }) => id)).toHaveLength(ids.length)
  expect(new Set(pages.flat().map(({ id }) => id))).toEqual(new Set(ids))
}

describe('a page of long texts ends early, and the next goes on there', () => {
  it.each([
    ['helpful', undefined],
    ['newest', undefined],
    ['helpful', 'é'],
    ['newest', 'é'],
  ])('among questions by %s, with the text %s', async (sort, text) => {
    const productId = await addProduct(ctx)
    const ids = await addQuestions(productId, 9, 10, 'é'.repeat(9_000))
    const input = { productId, sort, text, limit: 100, answers: 10 }
    const pages = await walk((cursor) => list(ctx, { ...input, cursor }))
    expectShort(pages, ids)
    const small = await walk((cursor) => list(ctx, { ...input, limit: 1, cursor }))
    expect(pages.flat()).toEqual(small.flat())
    expect(small).toHaveLength(9)
  })

  it('among answers', async () => {
    const [questionId] = await addQuestions(await addProduct(ctx), 1, 70, 'é'.repeat(9_000))
    const pages = await walk((cursor) =>
      listAnswers(ctx, contract.answerListInput.parse({ questionId, limit: 100, cursor })),
    )
    const stored = await harness.infra.db
      .selectFrom('answer')
      .select('id')
      .where('question_id', '=', questionId ?? 0)
      .execute()
    expectShort(
      pages,
      stored.map(({ id }) => id),
    )
  })

  it('among questions without answers', async () => {
    const productId = await addProduct(ctx)
    const ids = await addQuestions(productId, 70, 0, 'é'.repeat(9_000))
    const pages = await walk((cursor) =>
      listUnanswered(ctx, contract.unansweredInput.parse({ productId, limit: 100, cursor })),
    )
    expectShort(pages, ids)
  })
})

describe('a text that is searched for in answers', () => {
  const say = (questionId: number, body: string, helpful: number) =>
    harness.infra.db
      .insertInto('answer')
      .values({ question_id: questionId, body, author_name: 'Alex', helpful })
      .execute()

  it('is found in the first 500 of a question', async () => {
    const productId = await addProduct(ctx)
    const [id = 0] = await addQuestions(productId, 1, 600, ' hay')
    // Answers have 0 to 599 votes.
    await say(id, 'near', 500)
    await say(id, 'far', 50)
    const found = async (text: string) => (await list(ctx, { productId, text })).items.length
    expect(await found('near')).toBe(1)
    expect(await found('far')).toBe(0)
  })

  it('is looked for in so many texts for one page, and behind them for the next', async () => {
    const productId = await addProduct(ctx)
    const ids = await addQuestions(productId, 50, 199, ' hay')
    for (const id of ids) await say(id, 'needle', 0)
    await sql`update question set answers = 200 where product_id = ${productId}`.execute(
      harness.infra.db,
    )
    for (const sort of ['helpful', 'newest']) {
      const of = { productId, sort, limit: 100 }
      const found = await walk((cursor) => list(ctx, { ...of, text: 'needle', cursor }))
      // 19 questions with 200 answers each are 3,819 texts, and one more would be above 4,000.
      expect(found.map((page) => page.length)).toEqual([19, 19, 12])
      const all = await walk((cursor) => list(ctx, { ...of, cursor }))
      expect(found.flat()).toEqual(all.flat())
      const none = await walk((cursor) => list(ctx, { ...of, text: 'nowhere', cursor }))
      expect(none).toEqual([[], [], []])
    }
  })
})
