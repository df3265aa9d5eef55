import type { Ctx } from '@loadout/core'
import {
  acceptAnswer,
  answerAsStaff,
  askQuestion,
  questionsContract as contract,
  removeText,
  reportText,
  voteOnText,
} from '@loadout/core/questions'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { answer, ask, bodies, counters, list, staffAnswer } from './asking.ts'

type Guest = Awaited<ReturnType<typeof asGuest>>

let harness: Harness
let ctx: Ctx
let asker: Guest
let other: Guest
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  await sql`insert into held_word (word) values ('scam')`.execute(ctx.db)
  asker = await asGuest(ctx)
  other = await asGuest(ctx)
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
})

const shown = async () => (await list(ctx, { productId, answers: 10 })).items
const statusOf = async (table: 'question' | 'answer', id: number) =>
  (await ctx.db.selectFrom(table).select('status').where('id', '=', id).executeTakeFirst())?.status

describe('asking', () => {
  it('shows the question at once and counts it', async () => {
    const id = await ask(asker, productId, '  Is it <b>good</b>?\u0007 ')
    const [question] = await shown()
    expect(question).toMatchObject({
      id,
      body: 'Is it <b>good</b>?',
      author: 'Kim',
      answerCount: 0,
    })
    expect((await counters(ctx, productId)).summary).toEqual({ questions: 1, version: 2 })
  })

  it('keeps the e-mail address to itself', async () => {
    const author = { name: 'Kim', email: 'kim@example.org' }
    await askQuestion(asker, { productId, body: 'Mail?', author })
    expect(JSON.stringify(await shown())).not.toContain('example.org')
    const row = await ctx.db
      .selectFrom('question')
      .select('author_email')
      .where('product_id', '=', productId)
      .executeTakeFirst()
    expect(row?.author_email).toBe(author.email)
  })

  it('refuses the same text of the same account about the same product only', async () => {
    await ask(asker, productId, 'Same?')
    await expect(ask(asker, productId, ' Same? ')).rejects.toMatchObject({
      code: 'QUESTION_DUPLICATE',
      fields: [{ pointer: '/body' }],
    })
    await ask(other, productId, 'Same?')
    await ask(asker, productId, 'Another?')
    await ask(asker, await addProduct(ctx), 'Same?')
    expect((await counters(ctx, productId)).summary.questions).toBe(3)
  })

  it('holds a text with a word of the list, uncounted, and puts it before a moderator', async () => {
    const { id, status } = await askQuestion(asker, {
      productId,
      body: 'Is this a SCAM?',
      author: { name: 'Kim' },
    })
    expect(status).toBe('held')
    expect(await shown()).toEqual([])
    expect((await counters(ctx, productId)).summary.questions).toBe(0)
    const opened = await ctx.db
      .selectFrom('moderation_case')
      .select('cause')
      .where('subject_kind', '=', 2)
      .where('subject_id', '=', id)
      .executeTakeFirst()
    expect(opened?.cause).toBe('words')
    await expect(ask(asker, productId, 'Is this a SCAM?')).rejects.toMatchObject({
      code: 'QUESTION_DUPLICATE',
    })
    await expect(answer(other, id, 'no')).rejects.toMatchObject({ code: 'QUESTION_NOT_FOUND' })
  })

  it('needs a product that is sold, and a person', async () => {
    await sql`update product set status = 'hidden' where id = ${productId}`.execute(ctx.db)
    await expect(ask(asker, productId, 'Hidden?')).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
    })
    await expect(ask(ctx, productId, 'System?')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const nobody: Ctx = { ...ctx, actor: { kind: 'anonymous' } }
    await expect(ask(nobody, productId, 'Nobody?')).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })
})

describe('answering', () => {
  it('counts the answer, keeps its photos, and moves the page of the product on', async () => {
    const id = await ask(asker, productId, 'Photos?')
    const { version } = (await counters(ctx, productId)).summary
    await answer(other, id, 'Here.', ['https://a.example/1.jpg', 'http://a.example/2.jpg'])
    const [question] = await shown()
    expect(question?.answerCount).toBe(1)
    expect(question?.answers[0]?.photos.map(({ url }) => url)).toEqual([
      'https://a.example/1.jpg',
      'http://a.example/2.jpg',
    ])
    expect((await counters(ctx, productId)).summary.version).toBe(version + 1)
  })

  it('refuses the same answer of the same account, without half of it', async () => {
    const id = await ask(asker, productId, 'Twice?')
    await answer(other, id, 'Yes.')
    const again = answer(other, id, 'Yes.', ['https://a.example/1.jpg'])
    await expect(again).rejects.toMatchObject({ code: 'ANSWER_DUPLICATE' })
    await answer(asker, id, 'Yes.')
    const [question] = await shown()
    expect(question?.answers.map(({ photos }) => photos)).toEqual([[], []])
    expect(question?.answerCount).toBe(2)
  })

  it('holds a text with a word of the list, uncounted', async () => {
    const id = await ask(asker, productId, 'Held?')
    await answer(other, id, 'A scam.')
    expect((await shown())[0]).toMatchObject({ answerCount: 0, answers: [] })
  })

  it('of the staff needs the right, has a badge, and is not given twice', async () => {
    const id = await ask(asker, productId, 'Staff?')
    await staffAnswer(ctx, id, 'A scam? No.', 'seller')
    await expect(staffAnswer(ctx, id, 'A scam? No.', 'seller')).rejects.toMatchObject({
      code: 'ANSWER_DUPLICATE',
    })
    await staffAnswer(ctx, id, 'A scam? No.', 'developer')
    expect((await shown())[0]?.answers.map(({ badge }) => badge)).toEqual(['seller', 'developer'])
    const input = contract.staffAnswerInput.parse({
      questionId: id,
      body: 'Me too',
      author: 'Nine',
      badge: 'staff',
    })
    await expect(answerAsStaff(asker, input)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    const person = await asPerson(ctx)
    await expect(answerAsStaff(person, input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('needs a question that can be seen', async () => {
    const id = await ask(asker, productId, 'Gone?')
    await removeText(asker, { subject: { kind: 'question', id } })
    for (const questionId of [id, 2_147_483_647]) {
      await expect(answer(other, questionId, 'x')).rejects.toMatchObject({
        code: 'QUESTION_NOT_FOUND',
        fields: [{ pointer: '/questionId' }],
      })
    }
  })
})

describe('accepting', () => {
  let one: number
  let two: number
  beforeEach(async () => {
    const id = await ask(asker, productId, 'Which?')
    one = await answer(other, id, 'one')
    two = await answer(other, id, 'two')
  })
  const accepted = async () =>
    (await shown())[0]?.answers.filter((given) => given.accepted).map(({ body }) => body)
  const accept = (by: Ctx, answerId: number, value = true) =>
    acceptAnswer(by, { answerId, accepted: value })

  it('is for who asked: the last one wins, and it comes first', async () => {
    await accept(asker, one)
    await accept(asker, two)
    expect(await accepted()).toEqual(['two'])
    expect(bodies((await shown())[0]?.answers ?? [])).toEqual(['two', 'one'])
    await accept(asker, one, false)
    expect(await accepted()).toEqual(['two'])
    await accept(asker, two, false)
    expect(await accepted()).toEqual([])
  })

  it('again changes nothing, not even the version of the page', async () => {
    await accept(asker, one)
    const { summary } = await counters(ctx, productId)
    expect(await accept(asker, one)).toEqual({ answerId: one, accepted: true })
    expect(await accept(asker, two, false)).toEqual({ answerId: two, accepted: false })
    expect((await counters(ctx, productId)).summary).toEqual(summary)
  })

  it('is not for anybody else, who changes nothing by trying', async () => {
    await accept(asker, one)
    for (const [answerId, value] of [
      [two, true],
      [one, false],
    ] as const) {
      await expect(accept(other, answerId, value)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    const key: Ctx = { ...ctx, actor: { kind: 'api-key', keyId: '1', scopes: ['catalog:write'] } }
    await expect(accept(key, two)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await accepted()).toEqual(['one'])
  })

  it('is for the staff as well', async () => {
    const key: Ctx = { ...ctx, actor: { kind: 'api-key', keyId: '1', scopes: ['staff:write'] } }
    await accept(key, two)
    expect(await accepted()).toEqual(['two'])
  })

  it('is refused for an answer that cannot be seen', async () => {
    await removeText(other, { subject: { kind: 'answer', id: one } })
    for (const id of [one, 2_147_483_647]) {
      await expect(accept(asker, id)).rejects.toMatchObject({
        code: 'ANSWER_NOT_FOUND',
        fields: [{ pointer: '/answerId' }],
      })
    }
  })
})

describe.each(['question', 'answer'] as const)('a vote on a %s', (kind) => {
  let id: number
  beforeEach(async () => {
    const questionId = await ask(asker, productId, 'Votes?')
    id = kind === 'question' ? questionId : await answer(asker, questionId, 'Yes.')
  })
  const vote = (by: Ctx, value: 0 | 1) => voteOnText(by, { subject: { kind, id }, value })
  const helpful = async () => {
    const [question] = await shown()
    return kind === 'question' ? question?.helpful : question?.answers[0]?.helpful
  }

  it('counts once per account and can be taken back', async () => {
    expect(await vote(other, 1)).toEqual({ helpful: 1 })
    expect(await vote(other, 1)).toEqual({ helpful: 1 })
    expect(await vote(await asGuest(ctx), 1)).toEqual({ helpful: 2 })
    expect(await vote(other, 0)).toEqual({ helpful: 1 })
    expect(await vote(other, 0)).toEqual({ helpful: 1 })
    expect(await helpful()).toBe(1)
  })

  it('moves the version of the page on when it changes something', async () => {
    const version = async () => (await counters(ctx, productId)).summary.version
    const before = await version()
    await vote(other, 1)
    await vote(other, 1)
    expect(await version()).toBe(before + 1)
  })

  it('is refused on what one has written oneself', async () => {
    await expect(vote(asker, 1)).rejects.toMatchObject({ code: 'OWN_CONTENT' })
    await expect(
      reportText(asker, { subject: { kind, id }, reason: 'spam' }),
    ).rejects.toMatchObject({ code: 'OWN_CONTENT' })
    expect(await helpful()).toBe(0)
  })

  it('is refused on what cannot be seen', async () => {
    await removeText(asker, { subject: { kind, id } })
    const code = kind === 'question' ? 'QUESTION_NOT_FOUND' : 'ANSWER_NOT_FOUND'
    const fields = [{ pointer: '/subject/id' }]
    await expect(vote(other, 1)).rejects.toMatchObject({ code, fields })
    await expect(
      reportText(other, { subject: { kind, id: 2_147_483_647 }, reason: 'spam' }),
    ).rejects.toMatchObject({ code, fields })
  })
})

describe.each(['question', 'answer'] as const)('reports of a %s', (kind) => {
  it('hide it when there are enough of them, counters included', async () => {
    const questionId = await ask(asker, productId, 'Reported?')
    const id = kind === 'question' ? questionId : await answer(asker, questionId, 'Bad.')
    const report = (by: Ctx) => reportText(by, { subject: { kind, id }, reason: 'abuse' })
    expect(await report(other)).toEqual({ reported: true, isNew: true })
    expect(await report(other)).toEqual({ reported: true, isNew: false })
    await report(await asGuest(ctx))
    expect(await statusOf(kind, id)).toBe(0)
    await report(await asGuest(ctx))
    expect(await statusOf(kind, id)).toBe(2)
    const { summary, questions } = await counters(ctx, productId)
    expect([summary.questions, questions[0]?.answers]).toEqual([kind === 'question' ? 0 : 1, 0])
    await expect(report(await asGuest(ctx))).rejects.toMatchObject({
      code: kind === 'question' ? 'QUESTION_NOT_FOUND' : 'ANSWER_NOT_FOUND',
    })
  })
})

describe('removing', () => {
  it('takes back what one has written, with its count, and may be said twice', async () => {
    const questionId = await ask(asker, productId, 'Removed?')
    const id = await answer(other, questionId, 'x')
    for (let n = 0; n < 2; n += 1) {
      expect(await removeText(other, { subject: { kind: 'answer', id } })).toEqual({
        removed: true,
      })
    }
    expect((await shown())[0]).toMatchObject({ answerCount: 0, answers: [] })
    for (let n = 0; n < 2; n += 1) {
      await removeText(asker, { subject: { kind: 'question', id: questionId } })
    }
    expect(await shown()).toEqual([])
    expect((await counters(ctx, productId)).summary.questions).toBe(0)
  })

  it('makes room for the same text', async () => {
    const id = await ask(asker, productId, 'Again?')
    await removeText(asker, { subject: { kind: 'question', id } })
    await ask(asker, productId, 'Again?')
    expect(bodies(await shown())).toEqual(['Again?'])
  })

  it('is not for anybody else, who does not learn of what is hidden', async () => {
    const id = await ask(asker, productId, 'Whose?')
    const subject = { kind: 'question', id } as const
    await expect(removeText(other, { subject })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await statusOf('question', id)).toBe(0)
    await sql`update question set status = 2 where id = ${id}`.execute(ctx.db)
    await expect(removeText(other, { subject })).rejects.toMatchObject({
      code: 'QUESTION_NOT_FOUND',
    })
    await removeText(asker, { subject })
    expect(await statusOf('question', id)).toBe(3)
  })
})
