import type { Ctx } from '@loadout/core'
import { moderationContract as contract } from '@loadout/core/moderation'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answer, ask } from '../questions/asking.ts'
import { reviewBySomebody } from '../reviews/reviewing.ts'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { act, log, queue, report, type Subject, undo } from './moderating.ts'

let harness: Harness
let ctx: Ctx
/** One text of each kind. */
let subjects: Readonly<Record<Subject['kind'], Subject>>
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
  }
})

const KINDS = ['review', 'question', 'answer'] as const
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
    await expect(undo(ctx, 2_000_000_000)).rejects.toMatchObject({ code: 'ACTION_NOT_FOUND' })
  })
})

describe('moderation.log', () => {
  it('pages through everything, latest first', async () => {
    for (const kind of KINDS) await act(ctx, subjects[kind], 'hide')
    const all = await log(ctx, { limit: 100 })
    expect(contract.moderationLogOutput.parse(all)).toEqual(all)
    expect(all.items.slice(0, 3).map(({ subject }) => subject.kind)).toEqual(KINDS.toReversed())
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
    for (const other of [guest, staff]) {
      for (const attempt of [
        () => act(other, subjects.review, 'hide'),
        () => undo(other, 1),
        () => queue(other),
        () => log(other),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' })
      }
    }
    const key: Ctx = {
      ...ctx,
      actor: { kind: 'api-key', keyId: 'k1', scopes: ['moderation:write'] },
    }
    await act(key, subjects.review, 'hide')
    expect((await log(ctx, { subject: subjects.review })).items[0]?.actor).toBe('key:k1')
  })
})
