import type { Ctx } from '@loadout/core'
import {
  questionsContract as contract,
  listAnswers,
  listQuestions,
  listUnanswered,
  recountQuestions,
} from '@loadout/core/questions'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ExplainedDatabase,
  openExplained,
  type Plan,
  touched,
  wholeTables,
} from '../support/explained.ts'

/** Of the one product that everybody asks about; the others have five each. */
const QUESTIONS = 5_000
const PRODUCTS = 1_001
const POPULAR = 1

let infra: TestInfra
let explained: ExplainedDatabase
let ctx: Ctx

beforeAll(async () => {
  infra = await createTestInfra()
  await seed()
  explained = openExplained(infra.config.DATABASE_URL)
  ctx = { ...infra, db: explained.db, actor: { kind: 'system', name: 'test' } }
})
afterAll(async () => {
  await explained?.close()
  await infra?.close()
})

/** 10,000 questions and 20,000 answers, 500 of them to the first question; one in fifty cannot be seen. */
async function seed(): Promise<void> {
  await sql`
    insert into product (id, kind, name, slug)
    select n, 'merch', 'Product ' || n, 'product-' || n from generate_series(1, ${PRODUCTS}::int) as n
  `.execute(infra.db)
  await sql`
    insert into question (id, product_id, body, author_name, helpful, imported_helpful, status, created_at)
    select n, case when n <= ${QUESTIONS} then ${POPULAR} else 2 + n % ${PRODUCTS - 1} end,
      'Question ' || n || repeat(' and why', 20), 'Kim', helpful, helpful,
      case when n % 50 = 49 then 2 else 0 end, timestamptz '2024-01-01' + n * interval '1 minute'
    from (
      select n, case when n % 10 = 0 then (n * 7919) % 100 else 0 end as helpful
      from generate_series(1, ${QUESTIONS} + 5 * ${PRODUCTS - 1}) as n
    ) as numbered
  `.execute(infra.db)
  await sql`
    insert into answer (question_id, body, author_name, helpful, imported_helpful, status)
    select case when n <= 500 then 1 else 1 + n % (${QUESTIONS} + 5 * ${PRODUCTS - 1}) end,
      'Answer ' || n || repeat(' because', 20), 'Alex', n % 4, n % 4, case when n % 50 = 0 then 2 else 0 end
    from generate_series(1, 20000) as n
  `.execute(infra.db)
  await sql`
    insert into answer_photo (answer_id, url)
    select id, 'https://a.example/' || id from answer where id % 3 = 0
  `.execute(infra.db)
  await sql`vacuum analyze product, question, answer, answer_photo`.execute(infra.db)
  const services: Ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  await recountQuestions(services, { from: 1, to: PRODUCTS, dryRun: false })
  await sql`vacuum analyze question, answer, product_summary`.execute(infra.db)
}

const list = (input: object = {}) =>
  listQuestions(ctx, contract.questionListInput.parse({ productId: POPULAR, ...input }))
const answers = (input: object = {}) =>
  listAnswers(ctx, contract.answerListInput.parse({ questionId: 1, ...input }))
const unanswered = (input: object = {}) =>
  listUnanswered(ctx, contract.unansweredInput.parse(input))

type Page = { readonly nextCursor: string | null }

/** The cursor behind so many pages of 100. */
async function cursorAfter(
  pages: number,
  read: (input: object) => Promise<Page>,
): Promise<string | undefined> {
  let cursor: string | undefined
  for (let n = 0; n < pages; n += 1) {
    cursor = (await read({ limit: 100, cursor })).nextCursor ?? undefined
  }
  return cursor
}

const sorted = (nodes: readonly Plan[]) =>
  nodes.filter((node) => node['Node Type'] === 'Sort').map((node) => node['Actual Rows'])
const rowsOf = (nodes: readonly Plan[], table: string) =>
  touched(nodes.filter((node) => node['Relation Name'] === table))

/** A page is chosen in the index, and then read. */
const TWICE = 2 * 21

describe('the plan of questions.list', () => {
  it.each(['helpful', 'newest'])('sorted by %s reads a page from an index', async (sort) => {
    const nodes = await explained.plansOf(() => list({ sort, limit: 20, answers: 2 }))
    expect(explained.statements()).toBe(1)
    expect(wholeTables(nodes)).toEqual([])
    // What is sorted is the page, which the index has brought.
    for (const rows of sorted(nodes)) expect(rows).toBeLessThanOrEqual(21)
    expect(rowsOf(nodes, 'question')).toBeLessThanOrEqual(TWICE)
    expect(rowsOf(nodes, 'answer')).toBeLessThanOrEqual(20 * 2)
  })

  it.each(['helpful', 'newest'])('sorted by %s costs the same far down the list', async (sort) => {
    const cursor = await cursorAfter(40, (input) => list({ sort, ...input }))
    const nodes = await explained.plansOf(() => list({ sort, limit: 20, cursor }))
    expect(wholeTables(nodes)).toEqual([])
    expect(rowsOf(nodes, 'question')).toBeLessThanOrEqual(TWICE)
  })

  it('ends after a bounded number of questions when a text is nowhere', async () => {
    let page: Awaited<ReturnType<typeof list>> | undefined
    const nodes = await explained.plansOf(async () => {
      page = await list({ text: 'nowhere to be found' })
    })
    expect(wholeTables(nodes)).toEqual([])
    expect(rowsOf(nodes, 'question')).toBeLessThanOrEqual(2_001)
    expect(page?.items).toEqual([])
    let [pages, cursor] = [1, page?.nextCursor]
    for (; cursor != null; pages += 1) {
      cursor = (await list({ text: 'nowhere to be found', cursor })).nextCursor
    }
    // Four stretches: the answers that are looked through are bounded, too.
    expect(pages).toBe(4)
  })
})

describe('the plan of questions.answers', () => {
  it('reads a page from an index, also far down', async () => {
    const cursor = await cursorAfter(3, answers)
    for (const input of [{}, { cursor }]) {
      const nodes = await explained.plansOf(() => answers({ limit: 20, ...input }))
      expect(wholeTables(nodes)).toEqual([])
      for (const rows of sorted(nodes)) expect(rows).toBeLessThanOrEqual(21)
      // Behind the cursor are answers with as many votes, of which the earlier ones are passed over.
      expect(rowsOf(nodes, 'answer')).toBeLessThanOrEqual(150)
    }
  })
})

describe('the plan of questions.unanswered', () => {
  it.each([{}, { productId: POPULAR }])('reads an index, given %j', async (input) => {
    await sql`update question set answers = 0 where id % 100 = 7`.execute(infra.db)
    await sql`vacuum analyze question`.execute(infra.db)
    const nodes = await explained.plansOf(() => unanswered({ limit: 20, ...input }))
    expect(wholeTables(nodes)).toEqual([])
    for (const rows of sorted(nodes)) expect(rows).toBeLessThanOrEqual(21)
  })
})

describe('the plan of a recount', () => {
  it('reads indexes for a few products', async () => {
    const nodes = await explained.plansOf(() =>
      recountQuestions(ctx, { productIds: [2, 3, 4], dryRun: true }),
    )
    expect(wholeTables(nodes)).toEqual([])
    expect(rowsOf(nodes, 'question')).toBeLessThanOrEqual(40)
  })
})
