import type { Ctx } from '@loadout/core'
import type { communityContract, ModeratedSubject } from '@loadout/core/community'
import { acceptAnswer, answerSubject, questionSubject, removeText } from '@loadout/core/questions'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { answer, ask, counters, list } from './asking.ts'

let harness: Harness
let ctx: Ctx
let asker: Ctx & { readonly accountId: number }
let productId: number
let questionId: number
let answerId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  asker = await asGuest(ctx)
  productId = await addProduct(ctx)
  questionId = await ask(asker, productId, 'Moderated?')
  answerId = await answer(asker, questionId, 'Yes.')
})

const set = (subject: ModeratedSubject, id: number, status: communityContract.Status) =>
  ctx.db.transaction().execute((tx) => subject.setStatus(tx, id, status))
const counted = async () => {
  const { summary, questions } = await counters(ctx, productId)
  return { questions: summary.questions, answers: questions[0]?.answers }
}

describe('what a moderator sees', () => {
  it('of a question', async () => {
    expect(await questionSubject.find(ctx.db, [questionId, 2_147_483_647])).toEqual([
      {
        id: questionId,
        productId,
        status: 'visible',
        author: 'Kim',
        accountId: asker.accountId,
        text: 'Moderated?',
        createdAt: expect.any(Date),
      },
    ])
  })

  it('of an answer, whatever its status', async () => {
    await set(answerSubject, answerId, 'hidden')
    expect(await answerSubject.find(ctx.db, [answerId])).toMatchObject([
      { id: answerId, productId, status: 'hidden', text: 'Yes.' },
    ])
  })

  it('of nothing is nothing', async () => {
    expect(await questionSubject.find(ctx.db, [])).toEqual([])
  })
})

describe('a change of status', () => {
  const WAYS = [
    ['held', 'visible'],
    ['hidden', 'visible'],
    ['deleted', 'visible'],
    ['held', 'hidden'],
  ] as const

  it.each(WAYS)('to %s and then %s moves the number of questions', async (first, second) => {
    expect(await set(questionSubject, questionId, first)).toBe('visible')
    expect(await counted()).toEqual({ questions: 0, answers: 1 })
    expect(await set(questionSubject, questionId, second)).toBe(first)
    expect(await counted()).toEqual({ questions: second === 'visible' ? 1 : 0, answers: 1 })
  })

  it.each(WAYS)('to %s and then %s moves the number of answers', async (first, second) => {
    expect(await set(answerSubject, answerId, first)).toBe('visible')
    expect(await counted()).toEqual({ questions: 1, answers: 0 })
    expect(await set(answerSubject, answerId, second)).toBe(first)
    expect(await counted()).toEqual({ questions: 1, answers: second === 'visible' ? 1 : 0 })
  })

  it('to the status it has changes nothing, not even the version of the page', async () => {
    const before = await counters(ctx, productId)
    expect(await set(questionSubject, questionId, 'visible')).toBe('visible')
    expect(await set(answerSubject, answerId, 'visible')).toBe('visible')
    expect(await counters(ctx, productId)).toEqual(before)
  })

  it('of what is not there is null', async () => {
    expect(await set(questionSubject, 2_147_483_647, 'hidden')).toBeNull()
    expect(await set(answerSubject, 2_147_483_647, 'hidden')).toBeNull()
  })

  it('does not bring back what its author has written anew since', async () => {
    await removeText(asker, { subject: { kind: 'answer', id: answerId } })
    await answer(asker, questionId, 'Yes.')
    await expect(set(answerSubject, answerId, 'visible')).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await removeText(asker, { subject: { kind: 'question', id: questionId } })
    await ask(asker, productId, 'Moderated?')
    await expect(set(questionSubject, questionId, 'held')).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('keeps an acceptance, until another answer is accepted', async () => {
    const accept = (id: number) => acceptAnswer(asker, { answerId: id, accepted: true })
    const accepted = async () =>
      (await list(ctx, { productId })).items[0]?.answers
        .filter((given) => given.accepted)
        .map(({ id }) => id)
    await accept(answerId)
    await set(answerSubject, answerId, 'hidden')
    expect(await accepted()).toEqual([])
    await set(answerSubject, answerId, 'visible')
    expect(await accepted()).toEqual([answerId])
    await set(answerSubject, answerId, 'hidden')
    const other = await answer(asker, questionId, 'No.')
    await accept(other)
    await set(answerSubject, answerId, 'visible')
    expect(await accepted()).toEqual([other])
  })
})
