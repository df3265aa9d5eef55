import type { Ctx } from '@loadout/core'
import {
  addWord,
  moderationContract as contract,
  listWords,
  removeWord,
} from '@loadout/core/moderation'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answer, ask } from '../questions/asking.ts'
import { reviewBySomebody } from '../reviews/reviewing.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { act, queue, report } from './moderating.ts'

let harness: Harness
let ctx: Ctx
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  await sql`truncate moderation_case, held_word, report`.execute(ctx.db)
  productId = await addProduct(ctx)
})

const ids = async (input: object = {}) =>
  (await queue(ctx, input)).items.map(({ subject }) => subject.id)

describe('moderation.queue', () => {
  it('shows a text with everything it was reported for', async () => {
    const { id, guest } = await reviewBySomebody(ctx, productId, {
      summary: 'Buy',
      body: '<b>pills',
    })
    const subject = { kind: 'review', id } as const
    await report(ctx, subject, { reason: 'spam', note: 'An advertisement' })
    await report(ctx, subject, { reason: 'spam' })
    await report(ctx, subject, { reason: 'illegal', note: '<script>' })
    const page = await queue(ctx)
    expect(page.items).toEqual([
      {
        subject,
        cause: 'reports',
        openedAt: expect.stringMatching(/Z$/),
        reports: 3,
        reasons: [
          { reason: 'spam', count: 2 },
          { reason: 'illegal', count: 1 },
        ],
        notes: ['<script>', 'An advertisement'],
        text: {
          productId,
          status: 'hidden',
          author: 'Kim',
          accountId: guest.accountId,
          text: 'Buy\n\n<b>pills',
          createdAt: expect.stringMatching(/Z$/),
        },
      },
    ])
    expect(contract.moderationQueueOutput.parse(page)).toEqual(page)
  })

  it('shows every kind, oldest first, or one kind', async () => {
    const guest = await asGuest(ctx)
    const question = await ask(guest, productId, 'Why?')
    const given = await answer(guest, question, 'Because.')
    const review = await reviewBySomebody(ctx, productId)
    await report(ctx, { kind: 'answer', id: given })
    await report(ctx, { kind: 'review', id: review.id })
    await report(ctx, { kind: 'question', id: question })
    const { items } = await queue(ctx)
    expect(items.map((one) => [one.subject.kind, one.text?.text])).toEqual([
      ['answer', 'Because.'],
      ['review', expect.stringContaining('Well made')],
      ['question', 'Why?'],
    ])
    expect(await ids({ kind: 'review' })).toEqual([review.id])
  })

  it('pages on equal moments, and misses nothing while others act', async () => {
    const made: number[] = []
    for (let n = 0; n < 7; n += 1) {
      const { id } = await reviewBySomebody(ctx, productId)
      made.push(id)
      await report(ctx, { kind: 'review', id })
    }
    await sql`update moderation_case set opened_at = '2026-01-01T00:00:00.123456Z'`.execute(ctx.db)
    const seen: number[] = []
    let cursor: string | null | undefined
    do {
      const page = await queue(ctx, { limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ subject }) => subject.id))
      for (const { subject } of page.items) await act(ctx, subject, 'restore')
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(made)
    expect(await ids()).toEqual([])
  })

  it('is opened anew by later reports, and counts from there', async () => {
    const { id } = await reviewBySomebody(ctx, productId)
    const subject = { kind: 'review', id } as const
    await report(ctx, subject, { reason: 'spam' })
    await report(ctx, subject, { reason: 'spam' })
    await act(ctx, subject, 'restore')
    await report(ctx, subject, { reason: 'abuse' })
    const { items } = await queue(ctx)
    expect(items[0]).toMatchObject({
      reports: 1,
      reasons: [
        { reason: 'spam', count: 2 },
        { reason: 'abuse', count: 1 },
      ],
    })
  })

  it('shows a case whose text is gone', async () => {
    const { id } = await reviewBySomebody(ctx, productId)
    await report(ctx, { kind: 'review', id })
    await ctx.db.deleteFrom('product').where('id', '=', productId).execute()
    expect((await queue(ctx)).items).toMatchObject([{ subject: { id }, text: null }])
  })

  it('knows its own cursors only', async () => {
    for (let n = 0; n < 2; n += 1) {
      await report(ctx, { kind: 'review', id: (await reviewBySomebody(ctx, productId)).id })
    }
    const { nextCursor: cursor } = await queue(ctx, { limit: 1 })
    await expect(queue(ctx, { kind: 'answer', cursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })
})

describe('the word list', () => {
  const words = async () => (await listWords(ctx, contract.wordListInput.parse({}))).items
  const word = (text: string) => contract.wordInput.parse({ word: text })

  it('is kept folded, once each, in the order of the alphabet', async () => {
    expect(await addWord(ctx, word('Ünobtainium'))).toEqual({ word: 'unobtainium' })
    await addWord(ctx, word('UNOBTAINIUM!'))
    await addWord(ctx, word('buy   now'))
    expect(await words()).toEqual(['buy now', 'unobtainium'])
    expect(await removeWord(ctx, word('Buy, now'))).toEqual({ word: 'buy now' })
    await removeWord(ctx, word('never there'))
    expect(await words()).toEqual(['unobtainium'])
  })

  it('pages', async () => {
    for (const one of ['c', 'a', 'é', 'b']) await addWord(ctx, word(one))
    const first = await listWords(ctx, { limit: 3 })
    expect(first.items).toEqual(['a', 'b', 'c'])
    const second = await listWords(ctx, { limit: 3, cursor: first.nextCursor ?? '' })
    expect(second).toEqual({ items: ['e'], nextCursor: null })
    await expect(
      listWords(ctx, { limit: 3, cursor: btoa('["x","\\u0000"]') }),
    ).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })

  it('takes no mere punctuation', async () => {
    await expect(addWord(ctx, word('*!*'))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/word' }],
    })
  })

  it('holds what is written from then on, and puts it into the queue', async () => {
    const before = await reviewBySomebody(ctx, productId, { body: 'Buy now!' })
    await addWord(ctx, word('buy now'))
    const held = await reviewBySomebody(ctx, productId, { body: 'BUY -- now!' })
    await removeWord(ctx, word('buy now'))
    const after = await reviewBySomebody(ctx, productId, { body: 'buy now' })
    expect([before, held, after].map(({ status }) => status)).toEqual([
      'visible',
      'held',
      'visible',
    ])
    expect((await queue(ctx)).items).toMatchObject([
      { subject: { kind: 'review', id: held.id }, cause: 'words', reports: 0, notes: [] },
    ])
  })

  it('is for moderators', async () => {
    for (const [other, code] of [
      [await asGuest(ctx), 'UNAUTHENTICATED'],
      [await asPerson(ctx), 'FORBIDDEN'],
    ] as const) {
      for (const attempt of [
        () => listWords(other, { limit: 1 }),
        () => addWord(other, word('x')),
        () => removeWord(other, word('x')),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code })
      }
    }
  })
})
