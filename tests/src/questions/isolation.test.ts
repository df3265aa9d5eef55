import type { Ctx } from '@loadout/core'
import {
  acceptAnswer,
  questionsContract as contract,
  listAnswers,
  listUnanswered,
  removeText,
  reportText,
  voteOnText,
} from '@loadout/core/questions'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { answer, ask, list, staffAnswer } from './asking.ts'

let harness: Harness
let ctx: Ctx
let owner: Ctx
let productId: number
/** Of the owner: what can be seen, and what waits for a moderator or is hidden. */
let questionId: number
let answerId: number
let unseen: { readonly question: number; readonly answer: number }
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  owner = await asGuest(ctx)
  productId = await addProduct(ctx)
  questionId = await ask(owner, productId, 'Mine?')
  answerId = await answer(owner, questionId, 'Mine.')
  unseen = {
    question: await ask(owner, productId, 'Unseen?'),
    answer: await answer(owner, questionId, 'Unseen.'),
  }
  await sql`update question set status = 1 where id = ${unseen.question}`.execute(ctx.db)
  await sql`update answer set status = 2 where id = ${unseen.answer}`.execute(ctx.db)
})

/** The owner's texts as they stand, without what others may add to them: votes and answers. */
async function texts(): Promise<unknown> {
  const questions = await ctx.db
    .selectFrom('question')
    .select(['id', 'account_id', 'body', 'status', 'author_name', 'author_email'])
    .where('product_id', '=', productId)
    .orderBy('id')
    .execute()
  const answers = await ctx.db
    .selectFrom('answer')
    .select(['id', 'account_id', 'body', 'status', 'accepted', 'author_name'])
    .where('id', 'in', [answerId, unseen.answer])
    .orderBy('id')
    .execute()
  return { questions, answers }
}

const key: Ctx['actor'] = { kind: 'api-key', keyId: '1', scopes: ['catalog:write', 'ops:write'] }
const CALLERS: Readonly<Record<string, () => Promise<Ctx>>> = {
  'another guest': () => asGuest(ctx),
  nobody: async () => ({ ...ctx, actor: { kind: 'anonymous' } }),
  'a key without the right': async () => ({ ...ctx, actor: key }),
}

/** All that could change a text of the owner. */
const attempts = (by: Ctx): readonly (() => Promise<unknown>)[] => [
  () => removeText(by, { subject: { kind: 'question', id: questionId } }),
  () => removeText(by, { subject: { kind: 'answer', id: answerId } }),
  () => removeText(by, { subject: { kind: 'question', id: unseen.question } }),
  () => removeText(by, { subject: { kind: 'answer', id: unseen.answer } }),
  () => acceptAnswer(by, { answerId, accepted: true }),
  () => acceptAnswer(by, { answerId: unseen.answer, accepted: true }),
  () => voteOnText(by, { subject: { kind: 'question', id: unseen.question }, value: 1 }),
  () => voteOnText(by, { subject: { kind: 'answer', id: unseen.answer }, value: 1 }),
  () => reportText(by, { subject: { kind: 'question', id: unseen.question }, reason: 'spam' }),
  () => answer(by, unseen.question, 'Hello?'),
]

describe.each(Object.entries(CALLERS))('%s', (_, caller) => {
  it('changes no text of the owner', async () => {
    const by = await caller()
    const before = await texts()
    for (const attempt of attempts(by)) {
      await expect(attempt()).rejects.toMatchObject({
        code: expect.stringMatching(
          /^(?:FORBIDDEN|UNAUTHENTICATED|(?:QUESTION|ANSWER)_NOT_FOUND)$/,
        ),
      })
    }
    expect(await texts()).toEqual(before)
  })

  it('sees nothing in a list that cannot be seen, not even its number', async () => {
    const by = await caller()
    const lists = [
      await list(by, { productId, answers: 10 }),
      await list(by, { productId, answers: 10, sort: 'newest' }),
      await list(by, { productId, answers: 10, text: 'unseen' }),
      await listAnswers(by, contract.answerListInput.parse({ questionId })),
      await listUnanswered(by, contract.unansweredInput.parse({ productId })),
    ]
    expect(JSON.stringify(lists)).not.toContain('Unseen')
    expect(lists[0]?.items).toMatchObject([{ id: questionId, answerCount: 2 }])
    for (const id of [unseen.question, 2_147_483_647]) {
      const input = contract.answerListInput.parse({ questionId: id })
      await expect(listAnswers(by, input)).rejects.toMatchObject({ code: 'QUESTION_NOT_FOUND' })
    }
  })
})

describe('the same words', () => {
  it('of two people are two questions, and each takes back their own', async () => {
    const other = await asGuest(ctx)
    const id = await ask(other, productId, 'Mine?')
    await removeText(other, { subject: { kind: 'question', id } })
    const { items } = await list(ctx, { productId })
    expect(items.map((question) => question.id)).toEqual([questionId])
  })
})

describe('an answer of the staff', () => {
  it('is nobody’s own: no guest takes it back, everybody may vote on it', async () => {
    const id = await staffAnswer(ctx, questionId, 'Ours.')
    const subject = { kind: 'answer', id } as const
    await expect(removeText(owner, { subject })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await voteOnText(owner, { subject, value: 1 })).toEqual({ helpful: 1 })
  })
})
