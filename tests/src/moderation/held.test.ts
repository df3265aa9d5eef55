import type { Ctx } from '@loadout/core'
import { moderationContract } from '@loadout/core/moderation'
import { answerQuestion, askQuestion, questionsContract } from '@loadout/core/questions'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, staffAnswer } from '../questions/asking.ts'
import { counted, counters, edit, review } from '../reviews/reviewing.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { act, queue, type Subject } from './moderating.ts'

const LINK = 'All keys at https://keys.example for less'

let harness: Harness
let ctx: Ctx
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, moderation: { ...harness.ctx.moderation, maxTextsPerMinute: 2 } }
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
})

type Written = Promise<{ readonly id: number }>
const author = { name: 'Kim' }
const askFor = (who: Ctx, body: string) =>
  askQuestion(who, questionsContract.askInput.parse({ productId, body, author }))

/** Writes a text of each kind. */
const WRITE = {
  review: (who: Ctx, body: string): Written => review(who, productId, { body }),
  question: (who: Ctx, body: string): Written => askFor(who, body),
  async answer(who: Ctx, body: string): Written {
    const questionId = await ask(await asGuest(ctx), productId, 'Where?')
    const input = questionsContract.answerInput.parse({ questionId, body, author })
    return await answerQuestion(who, input)
  },
} as const

async function caseOf({ kind, id }: Subject) {
  const { items } = await queue(ctx, { kind, limit: 100 })
  const output = moderationContract.moderationQueueOutput.parse({ items, nextCursor: null })
  return output.items.find(({ subject }) => subject.id === id)
}

describe.each(['review', 'question', 'answer'] as const)('a %s with a link', (kind) => {
  it('by a guest waits for a moderator, and its author is told why', async () => {
    const written = await WRITE[kind](await asGuest(ctx), LINK)
    expect(written).toEqual({ id: written.id, status: 'held', heldFor: 'links' })
    expect(await caseOf({ kind, id: written.id })).toMatchObject({
      cause: 'links',
      text: { status: 'held' },
    })
  })

  it('by somebody who has been here for long is shown at once', async () => {
    const written = await WRITE[kind](await asPerson(ctx), LINK)
    expect(written).toEqual({ id: written.id, status: 'visible', heldFor: null })
    expect(await caseOf({ kind, id: written.id })).toBeUndefined()
  })

  it('counts once a moderator has restored it', async () => {
    const { id } = await WRITE[kind](await asGuest(ctx), LINK)
    await act(ctx, { kind, id }, 'restore')
    expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))
    expect(await caseOf({ kind, id })).toBeUndefined()
  })
})

describe('texts in quick succession', () => {
  it('wait from the third within a minute on, whatever kind they are', async () => {
    const guest = await asGuest(ctx)
    expect(await askFor(guest, 'One?')).toMatchObject({ heldFor: null })
    expect(await review(guest, productId)).toMatchObject({ heldFor: null })
    const third = await WRITE.answer(guest, 'Three')
    expect(third).toMatchObject({ status: 'held', heldFor: 'rate' })
    expect(await caseOf({ kind: 'answer', id: third.id })).toMatchObject({ cause: 'rate' })
  })

  it('count edits as well, which take a review out of sight until it is restored', async () => {
    const guest = await asGuest(ctx)
    const { id } = await review(guest, productId)
    const edits = []
    for (let n = 0; n < 3; n += 1) {
      const { status, heldFor } = await edit(guest, { reviewId: id, body: `Version ${n}` })
      edits.push([status, heldFor])
    }
    expect(edits).toEqual([
      ['visible', null],
      ['held', 'rate'],
      ['held', 'rate'],
    ])
    expect(await caseOf({ kind: 'review', id })).toMatchObject({ cause: 'rate' })
    expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))
  })

  it('of the staff never wait, links or not', async () => {
    for (let n = 0; n < 4; n += 1) {
      const questionId = await ask(await asGuest(ctx), productId, 'Where?')
      const id = await staffAnswer(ctx, questionId, LINK)
      expect(await caseOf({ kind: 'answer', id })).toBeUndefined()
    }
  })
})
