import type { Ctx } from '@loadout/core'
import { questionSubject, recountQuestions, voteOnText } from '@loadout/core/questions'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { answer, ask, counters } from './asking.ts'

const NOTHING = { questions: 0, answers: 0, products: 0 }

let harness: Harness
let ctx: Ctx
let productId: number
let questionId: number
let answerId: number
let warnings: unknown[]
beforeAll(async () => {
  harness = await createHarness()
  ctx = {
    ...harness.ctx,
    log: { ...harness.ctx.log, warn: (_message, fields) => warnings.push(fields) },
  }
})
afterAll(() => harness.close())
beforeEach(async () => {
  warnings = []
  productId = await addProduct(ctx)
  questionId = await ask(await asGuest(ctx), productId, 'Counted?')
  answerId = await answer(await asGuest(ctx), questionId, 'Yes.')
  await answer(await asGuest(ctx), questionId, 'No.')
  const voter = await asGuest(ctx)
  await voteOnText(voter, { subject: { kind: 'question', id: questionId }, value: 1 })
  await voteOnText(voter, { subject: { kind: 'answer', id: answerId }, value: 1 })
})

const recount = (dryRun = false) => recountQuestions(ctx, { productIds: [productId], dryRun })
const spoil = () =>
  sql`
    with a as (update answer set helpful = 9, imported_helpful = 4 where id = ${answerId}),
      q as (update question set helpful = 9, answers = 9 where id = ${questionId})
    update product_summary set questions = 9 where product_id = ${productId}
  `.execute(ctx.db)
const helpfulOf = async (id: number) =>
  (await ctx.db.selectFrom('answer').select('helpful').where('id', '=', id).executeTakeFirst())
    ?.helpful

describe('a recount', () => {
  it('finds nothing off in what verbs have written, and writes nothing', async () => {
    const before = await counters(ctx, productId)
    expect(await recount()).toEqual({ products: 1, off: NOTHING })
    expect(await counters(ctx, productId)).toEqual(before)
    expect(warnings).toEqual([])
  })

  it('puts right what is off and says so; imported votes count too', async () => {
    const { version } = (await counters(ctx, productId)).summary
    await spoil()
    expect((await recount()).off).toEqual({ questions: 1, answers: 1, products: 1 })
    const { summary, questions } = await counters(ctx, productId)
    expect(summary).toEqual({ questions: 1, version: version + 1 })
    expect(questions).toEqual([{ id: questionId, answers: 2, helpful: 1, status: 0 }])
    expect(await helpfulOf(answerId)).toBe(5)
    expect(warnings).toEqual([{ questions: 1, answers: 1, products: 1 }])
    expect((await recount()).off).toEqual(NOTHING)
  })

  it('only looks on a dry run', async () => {
    await spoil()
    const before = await counters(ctx, productId)
    expect((await recount(true)).off).toEqual({ questions: 1, answers: 1, products: 1 })
    expect(await counters(ctx, productId)).toEqual(before)
  })

  it('counts votes on what is hidden, and hidden texts in no counter', async () => {
    await ctx.db.transaction().execute((tx) => questionSubject.setStatus(tx, questionId, 'hidden'))
    await sql`update question set helpful = 0 where id = ${questionId}`.execute(ctx.db)
    expect((await recount()).off).toEqual({ questions: 1, answers: 0, products: 1 })
    const { summary, questions } = await counters(ctx, productId)
    expect([summary.questions, questions[0]?.helpful]).toEqual([0, 1])
  })

  it('makes the counters of a product whose questions were imported', async () => {
    const imported = await addProduct(ctx)
    await sql`insert into question (product_id, body, author_name, imported_helpful)
      select ${imported}, 'q' || n, 'Someone', n from generate_series(1, 3) as n`.execute(ctx.db)
    await sql`insert into answer (question_id, body, author_name, status)
      select id, 'a', 'Someone', (id % 2) * 2 from question where product_id = ${imported}`.execute(
      ctx.db,
    )
    await recountQuestions(ctx, { productIds: [imported], dryRun: false })
    const { summary, questions } = await counters(ctx, imported)
    expect(summary.questions).toBe(3)
    expect(questions.map(({ helpful }) => helpful)).toEqual([1, 2, 3])
    expect(questions.map(({ answers }) => answers)).toEqual(
      questions.map(({ id }) => (id % 2 === 0 ? 1 : 0)),
    )
  })

  it('goes through a range of products, slice by slice', async () => {
    const { rows } = await sql<{ id: number }>`
      insert into product (kind, name, slug) select 'merch', 'p', 'range-' || n
      from generate_series(1, 2100) as n returning id
    `.execute(ctx.db)
    const ids = rows.map(({ id }) => id).sort((a, b) => a - b)
    const [from = 0, to = 0] = [ids[0], ids.at(-1)]
    await sql`insert into question (product_id, body, author_name)
      values (${from}, 'x', 'Someone'), (${ids[1_500] ?? 0}, 'x', 'Someone'), (${to}, 'x', 'Someone')`.execute(
      ctx.db,
    )
    const result = await recountQuestions(ctx, { from, to, dryRun: false })
    expect(result).toEqual({ products: 2_100, off: { questions: 0, answers: 0, products: 3 } })
    expect((await recountQuestions(ctx, { from, to: to - 1, dryRun: true })).products).toBe(2_099)
    expect(await recountQuestions(ctx, { from: to + 1, to: to + 1, dryRun: true })).toEqual({
      products: 0,
      off: NOTHING,
    })
  })

  it('stops between two slices when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('the worker stops'))
    const stopped = recountQuestions({ ...ctx, signal }, { productIds: [productId], dryRun: false })
    await expect(stopped).rejects.toThrow('the worker stops')
  })
})
