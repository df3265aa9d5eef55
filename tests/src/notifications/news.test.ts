import type { Ctx } from '@loadout/core'
import { addWord } from '@loadout/core/moderation'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { act, report, type Subject, takeBack, undo } from '../moderation/moderating.ts'
import { impose, inMinutes, lift } from '../moderation/sanctioning.ts'
import { answer, ask, staffAnswer } from '../questions/asking.ts'
import { review } from '../reviews/reviewing.ts'
import { block, followPerson } from '../social/socialising.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, type Person } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { kindsTold, mark, told } from './telling.ts'

let harness: Harness
let ctx: Ctx
let productId: number
let user: Person
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  await addWord(ctx, { word: 'casino' })
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
  user = await asPerson(ctx)
})

/** A text of the user. */
async function write(kind: Subject['kind'], body = 'Fine'): Promise<Subject> {
  if (kind === 'review') return { kind, id: (await review(user, productId, { body })).id }
  if (kind === 'question') return { kind, id: await ask(user, productId, body) }
  const questionId = await ask(await asGuest(ctx), productId, 'Who knows?')
  return { kind, id: await answer(user, questionId, body) }
}
const details = async () => (await told(user)).items.map(({ detail }) => detail)

describe.each(['review', 'question', 'answer'] as const)('the author of a %s', (kind) => {
  it('is told what a moderator did to it and why, and of its undoing', async () => {
    const subject = await write(kind)
    const { actionId } = await act(ctx, subject, 'hide', 'Rude')
    expect((await told(user)).items).toMatchObject([
      {
        kind: 'moderation',
        subject,
        actor: null,
        detail: { status: 'hidden', cause: 'moderator', reason: 'Rude' },
      },
    ])
    await undo(ctx, actionId, 'It was not')
    expect((await details())[0]).toEqual({
      status: 'visible',
      cause: 'moderator',
      reason: 'It was not',
    })
  })

  it('is told of every outcome', async () => {
    const subject = await write(kind)
    for (const action of ['hold', 'delete', 'restore'] as const) await act(ctx, subject, action)
    expect(await details()).toMatchObject([
      { status: 'visible' },
      { status: 'deleted' },
      { status: 'held' },
    ])
  })

  it('is told when many reports have hidden it', async () => {
    const subject = await write(kind)
    for (let n = 0; n < 2; n += 1) await report(ctx, subject)
    expect(await details()).toEqual([])
    await report(ctx, subject)
    expect(await details()).toEqual([
      { status: 'hidden', cause: 'reports', reason: 'reported by many' },
    ])
  })

  it('is not told of what changes nothing, nor of what they do themselves', async () => {
    const subject = await write(kind)
    await report(ctx, subject)
    await act(ctx, subject, 'restore')
    await takeBack(user, subject)
    await act(ctx, subject, 'delete')
    expect(await details()).toEqual([])
  })

  it('is told that what a rule has held is shown', async () => {
    const subject = await write(kind, 'My casino')
    expect(await details()).toEqual([])
    await act(ctx, subject, 'restore', 'Fine after all')
    expect(await details()).toEqual([
      { status: 'visible', cause: 'moderator', reason: 'Fine after all' },
    ])
  })

  it('does not learn of the shadows by what they are told', async () => {
    await impose(ctx, user.accountId, 'shadow-ban')
    const subject = await write(kind)
    const { actionId } = await act(ctx, subject, 'restore')
    await undo(ctx, actionId)
    expect(await kindsTold(user)).toEqual([])
    await act(ctx, subject, 'hide', 'Rude')
    expect(await details()).toMatchObject([{ status: 'hidden' }])
  })
})

describe('a guest', () => {
  it('is told of their texts, too', async () => {
    const guest = await asGuest(ctx)
    const id = await ask(guest, productId, 'Why?')
    await act(ctx, { kind: 'question', id }, 'hide')
    expect(await kindsTold(guest)).toEqual(['moderation'])
  })
})

describe('an account under a sanction', () => {
  it('is told what it is, until when and why, and when it is over', async () => {
    const until = inMinutes(5)
    const { sanctionId } = await impose(ctx, user.accountId, 'mute', { until, reason: 'Rude' })
    await lift(ctx, sanctionId, 'Enough')
    const common = { sanctionId, sanction: 'mute', until }
    expect((await told(user)).items).toMatchObject([
      { kind: 'sanction', subject: null, detail: { ...common, lifted: true, reason: 'Enough' } },
      { kind: 'sanction', subject: null, detail: { ...common, lifted: false, reason: 'Rude' } },
    ])
  })

  it.each(['warn', 'mute', 'ban'] as const)('is told of a %s', async (kind) => {
    await impose(ctx, user.accountId, kind)
    expect(await details()).toMatchObject([{ sanction: kind, until: null, lifted: false }])
  })

  it('is told nothing of a shadow-ban, not even of its end', async () => {
    const { sanctionId } = await impose(ctx, user.accountId, 'shadow-ban')
    await lift(ctx, sanctionId)
    expect(await kindsTold(user)).toEqual([])
  })
})

describe('who is followed', () => {
  it('is told once of each who follows, whatever they do after', async () => {
    const [one, two] = [await asPerson(ctx), await asPerson(ctx)]
    for (const on of [true, true, false, true]) await followPerson(one, user.accountId, on)
    expect((await told(user)).items).toMatchObject([
      { kind: 'follow', count: 1, subject: null, actor: { id: one.accountId, name: one.name } },
    ])
    await followPerson(two, user.accountId)
    expect((await told(user)).items).toMatchObject([{ count: 2, actor: { id: two.accountId } }])
  })

  it('is not told by who follows a tag or a product', async () => {
    await block(user, (await asPerson(ctx)).accountId)
    expect(await kindsTold(user)).toEqual([])
  })
})

describe('who has asked', () => {
  let question: number
  beforeEach(async () => {
    question = await ask(user, productId, 'Why?')
  })

  it('is told of answers, together until they were read', async () => {
    const [one, two] = [await asGuest(ctx), await asPerson(ctx)]
    await answer(one, question, 'Because')
    const latest = await answer(two, question, 'No idea')
    const [item] = (await told(user)).items
    expect(item).toMatchObject({
      kind: 'answer',
      subject: { kind: 'question', id: question },
      actor: { id: two.accountId, name: two.name },
      count: 2,
      detail: { answerId: latest },
    })
    await mark(user, { upTo: item?.id })
    await answer(one, question, 'Or not')
    expect((await told(user, { unread: true })).items).toMatchObject([
      { count: 1, actor: { id: one.accountId, name: null } },
    ])
  })

  it('is told of what the staff say, who have no account', async () => {
    const id = await staffAnswer(ctx, question, 'Because')
    expect((await told(user)).items).toMatchObject([{ actor: null, detail: { answerId: id } }])
  })

  it('is not told of their own answer, nor of one whose author they have muted', async () => {
    await answer(user, question, 'Found it')
    const other = await asPerson(ctx)
    await block(user, other.accountId, 'mute')
    await answer(other, question, 'Because')
    expect(await kindsTold(user)).toEqual([])
  })

  it('is told of an answer that was held once it is shown, and but once', async () => {
    const id = await answer(await asGuest(ctx), question, 'My casino')
    expect(await kindsTold(user)).toEqual([])
    const subject = { kind: 'answer', id } as const
    await act(ctx, subject, 'restore')
    expect((await told(user)).items).toMatchObject([{ kind: 'answer', count: 1 }])
    for (const action of ['hide', 'restore'] as const) await act(ctx, subject, action)
    expect((await told(user)).items).toMatchObject([{ kind: 'answer', count: 1 }])
  })

  it('is not told of what is written into the shadows', async () => {
    const other = await asPerson(ctx)
    await impose(ctx, other.accountId, 'shadow-ban')
    await answer(other, question, 'Because')
    expect(await kindsTold(user)).toEqual([])
  })
})
