import { AppError, type Ctx } from '@loadout/core'
import {
  acceptAnswer,
  questionsContract as contract,
  listAnswers,
  listUnanswered,
  voteOnText,
} from '@loadout/core/questions'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { answer, ask, bodies, list, staffAnswer } from './asking.ts'

let harness: Harness
let ctx: Ctx
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  productId = await addProduct(ctx)
})
afterAll(() => harness.close())

const vote = async (kind: 'question' | 'answer', id: number, times: number) => {
  for (let n = 0; n < times; n += 1) {
    await voteOnText(await asGuest(ctx), { subject: { kind, id }, value: 1 })
  }
}
const answers = (input: object) => listAnswers(ctx, contract.answerListInput.parse(input))
const unanswered = (input: object = {}) =>
  listUnanswered(ctx, contract.unansweredInput.parse(input))

/** All pages of a list, one after the other. */
async function everyPage<Item>(
  page: (cursor: string | undefined) => Promise<{
    readonly items: readonly Item[]
    readonly nextCursor: string | null
  }>,
): Promise<readonly (readonly Item[])[]> {
  const pages: (readonly Item[])[] = []
  let cursor: string | undefined
  do {
    const { items, nextCursor } = await page(cursor)
    pages.push(items)
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
  return pages
}

describe('the answers nested in a question', () => {
  let questionId: number
  let asker: Ctx
  beforeAll(async () => {
    asker = await asGuest(ctx)
    const product = await addProduct(ctx)
    questionId = await ask(asker, product, 'Which is first?')
    await answer(await asGuest(ctx), questionId, 'older')
    const liked = await answer(await asGuest(ctx), questionId, 'liked')
    const most = await answer(await asGuest(ctx), questionId, 'most liked')
    await staffAnswer(ctx, questionId, 'staff', 'seller')
    const right = await answer(await asGuest(ctx), questionId, 'right', [
      'https://a.example/1.jpg',
      'https://a.example/0.jpg',
    ])
    await answer(await asGuest(ctx), questionId, 'newer')
    await vote('answer', liked, 1)
    await vote('answer', most, 3)
    await acceptAnswer(asker, { answerId: right, accepted: true })
  })

  const ORDER = ['right', 'staff', 'most liked', 'liked', 'older', 'newer']
  const nested = async (number: number) => {
    const rows = await harness.infra.db
      .selectFrom('question')
      .select('product_id')
      .where('id', '=', questionId)
      .executeTakeFirstOrThrow()
    const { items } = await list(ctx, { productId: rows.product_id, answers: number })
    return items[0]
  }

  it('are accepted, then staff, then by votes, then by age', async () => {
    expect(bodies((await nested(10))?.answers ?? [])).toEqual(ORDER)
    expect(bodies((await answers({ questionId })).items)).toEqual(ORDER)
  })

  it.each([0, 1, 3])('are %i when so many are asked for', async (number) => {
    const question = await nested(number)
    expect(bodies(question?.answers ?? [])).toEqual(ORDER.slice(0, number))
    expect(question?.answerCount).toBe(6)
  })

  it('say everything of the contract, photos in their order', async () => {
    const question = await nested(10)
    expect(contract.questionSchema.parse(question)).toEqual(question)
    expect(question?.answers[0]).toMatchObject({
      questionId,
      author: 'Kim',
      badge: null,
      accepted: true,
      helpful: 0,
      photos: [{ url: 'https://a.example/1.jpg' }, { url: 'https://a.example/0.jpg' }],
    })
    expect(question?.answers[1]).toMatchObject({ author: 'Nine', badge: 'seller' })
    expect(JSON.stringify(question)).not.toMatch(/email|account/i)
  })

  it('are paged in the same order', async () => {
    const pages = await everyPage((cursor) => answers({ questionId, limit: 4, cursor }))
    expect(pages.map(bodies)).toEqual([ORDER.slice(0, 4), ORDER.slice(4)])
  })

  it('are two unless asked otherwise', async () => {
    expect(contract.questionListInput.parse({ productId: 1 }).answers).toBe(2)
  })
})

describe('a list of questions', () => {
  let product: number
  beforeAll(async () => {
    product = await addProduct(ctx)
    for (let n = 0; n < 7; n += 1) await ask(await asGuest(ctx), product, `q${n}`)
    const rows = await harness.infra.db
      .selectFrom('question')
      .select(['id', 'body'])
      .where('product_id', '=', product)
      .orderBy('id')
      .execute()
    const id = (body: string) => rows.find((row) => row.body === body)?.id ?? 0
    await vote('question', id('q2'), 2)
    await vote('question', id('q5'), 1)
    // The same moment: the id decides.
    await sql`update question set created_at = '2020-01-01' where id in (${id('q0')}, ${id('q6')})`.execute(
      ctx.db,
    )
  })

  const BY_VOTES = ['q2', 'q5', 'q6', 'q4', 'q3', 'q1', 'q0']
  const BY_TIME = ['q5', 'q4', 'q3', 'q2', 'q1', 'q6', 'q0']

  it.each([
    ['helpful', BY_VOTES],
    ['newest', BY_TIME],
  ])('sorted by %s is one list, however it is paged', async (sort, expected) => {
    for (const limit of [1, 2, 3, 7, 100]) {
      const pages = await everyPage((cursor) =>
        list(ctx, { productId: product, sort, limit, cursor }),
      )
      expect(bodies(pages.flat())).toEqual(expected)
      expect(pages).toHaveLength(Math.ceil(7 / limit))
    }
  })

  it('meets each question once while others come in', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list(ctx, { productId: product, sort: 'newest', limit: 3, cursor })
      seen.push(...bodies(page.items))
      await ask(await asGuest(ctx), product, `late ${seen.length}`)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(BY_TIME)
    await sql`delete from question where body like 'late %'`.execute(ctx.db)
  })

  it('knows a moment to the microsecond', async () => {
    const other = await addProduct(ctx)
    for (let n = 0; n < 4; n += 1) await ask(await asGuest(ctx), other, `m${n}`)
    await sql`update question set created_at = timestamptz '2024-05-05 05:05:05.123456Z'
      + (id % 4) * interval '1 microsecond' where product_id = ${other}`.execute(ctx.db)
    const pages = await everyPage((cursor) =>
      list(ctx, { productId: other, sort: 'newest', limit: 1, cursor }),
    )
    expect(new Set(bodies(pages.flat())).size).toBe(4)
  })

  it.each([
    ['not one', 'x'],
    ['of another kind of list', undefined],
  ])('refuses a cursor that is %s', async (_, given) => {
    const { nextCursor } = await list(ctx, { productId: product, sort: 'newest', limit: 1 })
    const cursor = given ?? nextCursor
    await expect(list(ctx, { productId: product, sort: 'helpful', cursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
      fields: [{ pointer: '/cursor' }],
    })
  })

  it('is empty for a product without questions, and an error for none', async () => {
    expect(await list(ctx, { productId: await addProduct(ctx) })).toEqual({
      items: [],
      nextCursor: null,
    })
    const hidden = await addProduct(ctx)
    await ask(await asGuest(ctx), hidden, 'Still here?')
    await sql`update product set status = 'hidden' where id = ${hidden}`.execute(ctx.db)
    for (const nobody of [hidden, 2_147_483_647]) {
      await expect(list(ctx, { productId: nobody })).rejects.toMatchObject({
        code: 'PRODUCT_NOT_FOUND',
        fields: [{ pointer: '/productId' }],
      })
    }
  })
})

describe('the answers of a question', () => {
  it('page through votes that are equal', async () => {
    const questionId = await ask(await asGuest(ctx), productId, 'Many answers?')
    for (let n = 0; n < 5; n += 1) await answer(await asGuest(ctx), questionId, `a${n}`)
    const pages = await everyPage((cursor) => answers({ questionId, limit: 2, cursor }))
    expect(pages.map(bodies)).toEqual([['a0', 'a1'], ['a2', 'a3'], ['a4']])
  })

  it('are none for a new question, and an error for one that cannot be seen', async () => {
    const questionId = await ask(await asGuest(ctx), productId, 'Nobody knows?')
    expect(await answers({ questionId })).toEqual({ items: [], nextCursor: null })
    await sql`update question set status = 1 where id = ${questionId}`.execute(ctx.db)
    await expect(answers({ questionId })).rejects.toThrow(AppError)
    await expect(answers({ questionId })).rejects.toMatchObject({ code: 'QUESTION_NOT_FOUND' })
  })

  it('refuse the cursor of another question', async () => {
    const [one, other] = [
      await ask(await asGuest(ctx), productId, 'One?'),
      await ask(await asGuest(ctx), productId, 'Other?'),
    ]
    await answer(await asGuest(ctx), one, 'x')
    await answer(await asGuest(ctx), one, 'y')
    const { nextCursor } = await answers({ questionId: one, limit: 1 })
    await expect(answers({ questionId: other, cursor: nextCursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })
})

describe('what is unanswered', () => {
  it('is what has no visible answer, the oldest first, of one product or of all', async () => {
    await sql`update question set answers = 1`.execute(ctx.db)
    const [one, other] = [await addProduct(ctx), await addProduct(ctx)]
    await ask(await asGuest(ctx), one, 'first')
    await ask(await asGuest(ctx), other, 'second')
    const answered = await ask(await asGuest(ctx), one, 'answered')
    await ask(await asGuest(ctx), one, 'third')
    await answer(await asGuest(ctx), answered, 'yes')
    expect(bodies((await unanswered()).items)).toEqual(['first', 'second', 'third'])
    expect(bodies((await unanswered({ productId: one })).items)).toEqual(['first', 'third'])
    const pages = await everyPage((cursor) => unanswered({ limit: 2, cursor }))
    expect(pages.map(bodies)).toEqual([['first', 'second'], ['third']])
    await sql`update product set status = 'hidden' where id = ${other}`.execute(ctx.db)
    expect(bodies((await unanswered()).items)).toEqual(['first', 'third'])
    await expect(unanswered({ productId: other })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
    })
  })
})
