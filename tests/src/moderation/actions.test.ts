import type { Ctx } from '@loadout/core'
import { moderationContract as contract } from '@loadout/core/moderation'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addPost, say } from '../comments/commenting.ts'
import { write } from '../posts/posting.ts'
import { answer, ask } from '../questions/asking.ts'
import { edit, reviewBySomebody } from '../reviews/reviewing.ts'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { act, log, queue, report, type Subject, takeBack, undo } from './moderating.ts'

let harness: Harness
let ctx: Ctx
/** One text of each kind, and who wrote it. */
let subjects: Readonly<Record<Subject['kind'], Subject>>
let authors: Readonly<Record<Subject['kind'], Ctx>>
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  const productId = await addProduct(ctx)
  const guest = await asGuest(ctx)
  const review = await reviewBySomebody(ctx, productId)
  const question = await ask(guest, productId, 'Why?')
  subjects = {
    review: { kind: 'review', id: review.id },
    question: { kind: 'question', id: question },
    answer: { kind: 'answer', id: await answer(guest, question, 'Because.') },
    post: { kind: 'post', id: await write(guest) },
    comment: { kind: 'comment', id: await say(guest, (await addPost(ctx)).subject, 'Indeed.') },
  }
  authors = { review: review.guest, question: guest, answer: guest, post: guest, comment: guest }
})

const KINDS = ['review', 'question', 'answer', 'post', 'comment'] as const
const STATUS_NAMES = ['visible', 'held', 'hidden', 'deleted']

async function statusOf({ kind, id }: Subject) {
  const row = await ctx.db.selectFrom(kind).select('status').where('id', '=', id).executeTakeFirst()
  return STATUS_NAMES[row?.status ?? -1]
}
const isOpen = async (subject: Subject) =>
  (await queue(ctx, { limit: 100 })).items.some(
    (one) => one.subject.kind === subject.kind && one.subject.id === subject.id,
  )
const actionsOn = async (subject: Subject) =>
  (await log(ctx, { subject })).items.map(({ action, before, after }) => [action, before, after])

describe.each(KINDS)('moderation.act on a %s', (kind) => {
  it('holds, hides, deletes and restores, and writes it down', async () => {
    const subject = subjects[kind]
    const steps = [
      ['hold', 'visible', 'held'],
      ['hide', 'held', 'hidden'],
      ['delete', 'hidden', 'deleted'],
      ['restore', 'deleted', 'visible'],
      ['restore', 'visible', 'visible'],
    ] as const
    for (const [action, before, after] of steps) {
      expect(await act(ctx, subject, action)).toMatchObject({ before, after })
      expect(await statusOf(subject)).toBe(after)
    }
    expect(await actionsOn(subject)).toEqual(steps.toReversed())
    const { items } = await log(ctx, { subject, limit: 1 })
    expect(items[0]).toEqual({
      id: expect.any(Number),
      subject,
      action: 'restore',
      before: 'visible',
      after: 'visible',
      reason: 'A test',
      actor: 'system:test',
      byAuthor: false,
      undoes: null,
      actedAt: expect.stringMatching(/Z$/),
    })
  })

  it('closes the case, except by holding', async () => {
    const subject = subjects[kind]
    await report(ctx, subject)
    await act(ctx, subject, 'hold')
    expect(await isOpen(subject)).toBe(true)
    await act(ctx, subject, 'restore')
    expect(await isOpen(subject)).toBe(false)
    await act(ctx, subject, 'hold')
    expect(await isOpen(subject)).toBe(true)
    await act(ctx, subject, 'delete')
    expect(await isOpen(subject)).toBe(false)
  })

  it('says what is not there', async () => {
    await expect(act(ctx, { kind, id: 2_000_000_000 }, 'hide')).rejects.toMatchObject({
      code: `${kind.toUpperCase()}_NOT_FOUND`,
      fields: [{ pointer: '/subject/id', message: `no such ${kind}` }],
    })
  })
})

describe('moderation.undo', () => {
  it.each(KINDS)('gives a %s back its status and its case', async (kind) => {
    const subject = subjects[kind]
    await report(ctx, subject)
    const { actionId } = await act(ctx, subject, 'delete')
    const undone = await undo(ctx, actionId, 'Wrong one')
    expect(undone).toMatchObject({ before: 'deleted', after: 'visible' })
    expect(await statusOf(subject)).toBe('visible')
    expect(await isOpen(subject)).toBe(true)
    const { items } = await log(ctx, { subject })
    expect(items.map(({ action, undoes, reason }) => [action, undoes, reason])).toEqual([
      ['restore', actionId, 'Wrong one'],
      ['delete', null, 'A test'],
    ])
  })

  it('can be undone itself', async () => {
    const subject = subjects.review
    await report(ctx, subject)
    const first = await act(ctx, subject, 'hide')
    const second = await undo(ctx, first.actionId)
    await undo(ctx, second.actionId)
    expect(await statusOf(subject)).toBe('hidden')
    expect(await isOpen(subject)).toBe(false)
  })

  it('leaves the case of what many have reported open', async () => {
    const subject = subjects.review
    for (let n = 0; n < 3; n += 1) await report(ctx, subject)
    expect(await statusOf(subject)).toBe('hidden')
    const [hidden] = (await log(ctx, { subject })).items
    expect(hidden?.actor).toBe('system:auto')
    await undo(ctx, hidden?.id ?? 0)
    expect(await statusOf(subject)).toBe('visible')
    expect(await isOpen(subject)).toBe(true)
  })

  it('is of the latest action on a text only', async () => {
    const first = await act(ctx, subjects.review, 'hide')
    const second = await act(ctx, subjects.review, 'delete')
    await expect(undo(ctx, first.actionId)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await statusOf(subjects.review)).toBe('deleted')
    await undo(ctx, second.actionId)
    await expect(undo(ctx, second.actionId)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await statusOf(subjects.review)).toBe('hidden')
  })

  it('happens once under a race', async () => {
    const { actionId } = await act(ctx, subjects.review, 'hide')
    const results = await atOnce(10, () => undo(ctx, actionId))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await actionsOn(subjects.review)).toHaveLength(2)
  })

  it('says what is not there', async () => {
    await expect(undo(ctx, 2_000_000_000)).rejects.toMatchObject({
      code: 'ACTION_NOT_FOUND',
      fields: [{ pointer: '/actionId' }],
    })
  })
})

describe.each(KINDS)('a %s that its author takes back', (kind) => {
  const remove = () => takeBack(authors[kind], subjects[kind])
  const expectGone = async () => {
    for (const action of ['restore', 'hide', 'hold'] as const) {
      await expect(act(ctx, subjects[kind], action)).rejects.toMatchObject({ code: 'CONFLICT' })
    }
    const [last] = (await log(ctx, { subject: subjects[kind] })).items
    await expect(undo(ctx, last?.id ?? 0)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await statusOf(subjects[kind])).toBe('deleted')
    expect(await isOpen(subjects[kind])).toBe(false)
  }

  it('leaves the queue and stands in the log, once', async () => {
    const subject = subjects[kind]
    await report(ctx, subject)
    expect(await isOpen(subject)).toBe(true)
    await remove()
    await remove()
    expect(await isOpen(subject)).toBe(false)
    const { items } = await log(ctx, { subject })
    expect(items).toMatchObject([
      { action: 'delete', before: 'visible', after: 'deleted', byAuthor: true },
    ])
    expect(items[0]?.actor).toMatch(/^account:\d+$/)
  })

  it('is not shown again by any moderator', async () => {
    await remove()
    await expectGone()
  })

  it('is not even after one has deleted it too', async () => {
    await remove()
    await act(ctx, subjects[kind], 'delete')
    await expectGone()
  })

  it('is not when one had deleted, held or hidden it before', async () => {
    const subject = subjects[kind]
    await act(ctx, subject, 'hold')
    const { actionId } = await act(ctx, subject, 'delete')
    await remove()
    await expect(undo(ctx, actionId)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await actionsOn(subject)).toEqual([
      ['delete', 'deleted', 'deleted'],
      ['delete', 'held', 'deleted'],
      ['hold', 'visible', 'held'],
    ])
    await expectGone()
  })
})

describe('a review that its author shows again', () => {
  it('has the reports it had: to take it back is no way out', async () => {
    const subject = subjects.review
    for (let reports = 0; reports < 2; reports += 1) await report(ctx, subject)
    const waiting = async () =>
      (await queue(ctx, { limit: 100, kind: 'review' })).items.find(
        ({ subject: { id } }) => id === subject.id,
      )
    expect(await waiting()).toMatchObject({ reports: 2 })
    await takeBack(authors.review, subject)
    expect(await waiting()).toBeUndefined()
    await edit(authors.review, { reviewId: subject.id, body: 'As if nothing had been' })
    expect(await waiting()).toMatchObject({ reports: 2 })
  })

  it('can be moderated again', async () => {
    const subject = subjects.review
    await takeBack(authors.review, subject)
    await edit(authors.review, { reviewId: subject.id, body: 'On second thought' })
    await act(ctx, subject, 'delete')
    await act(ctx, subject, 'restore')
    expect(await statusOf(subject)).toBe('visible')
  })
})

describe('moderation.log', () => {
  it('pages through everything, latest first', async () => {
    for (const kind of KINDS) await act(ctx, subjects[kind], 'hide')
    const all = await log(ctx, { limit: 100 })
    expect(contract.moderationLogOutput.parse(all)).toEqual(all)
    const latest = all.items.slice(0, KINDS.length)
    expect(latest.map(({ subject }) => subject.kind)).toEqual(KINDS.toReversed())
    const first = await log(ctx, { limit: 2 })
    const second = await log(ctx, { limit: 1, cursor: first.nextCursor })
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 3))
    await expect(
      log(ctx, { subject: subjects.review, cursor: first.nextCursor }),
    ).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })
})

describe('who may moderate', () => {
  it('is who has the scope', async () => {
    const guest = await asGuest(ctx)
    const staff: Ctx = {
      ...ctx,
      actor: { kind: 'api-key', keyId: 'k1', scopes: ['staff:write'] },
    }
    for (const [other, code] of [
      [guest, 'UNAUTHENTICATED'],
      [await asPerson(ctx), 'FORBIDDEN'],
      [staff, 'FORBIDDEN'],
    ] as const) {
      for (const attempt of [
        () => act(other, subjects.review, 'hide'),
        () => undo(other, 1),
        () => queue(other),
        () => log(other),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code })
      }
    }
    const key: Ctx = {
      ...ctx,
      actor: { kind: 'api-key', keyId: 'k1', scopes: ['moderation:write'] },
    }
    await act(key, subjects.review, 'hide')
    expect((await log(ctx, { subject: subjects.review })).items[0]?.actor).toBe('key:k1')
  })

  it('is nobody who wrote it, nor of lower rank than who did', async () => {
    const admin = await asPerson(ctx, { role: 'admin' })
    const moderator = await asPerson(ctx, { role: 'moderator' })
    const other = await asPerson(ctx, { role: 'moderator' })
    const own = { kind: 'post', id: await write(moderator) } as const
    const { actionId } = await act(admin, own, 'hide')
    for (const attempt of [() => act(moderator, own, 'restore'), () => undo(moderator, actionId)]) {
      await expect(attempt()).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: 'You may not judge what you wrote yourself',
      })
    }
    const above = { kind: 'post', id: await write(admin) } as const
    await expect(act(moderator, above, 'hide')).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'You may not judge texts of one who is admin',
    })
    expect(await act(other, own, 'restore')).toMatchObject({ before: 'hidden', after: 'visible' })
    expect(await act(admin, above, 'hide')).toMatchObject({ after: 'hidden' })
  })
})
