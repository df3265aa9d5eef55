import type { Ctx } from '@loadout/core'
import {
  AUTO_ACTOR,
  autoHide,
  type communityContract,
  findAction,
  isWithdrawn,
  lastAction,
  listActions,
  type ModeratedSubject,
  recordAction,
} from '@loadout/core/community'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

type Status = communityContract.Status

let harness: Harness
let ctx: Ctx
let id = 0
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(() => {
  id += 1
})

const subject = () => ({ kind: 'question', id }) as const
const record = (before: Status, after: Status, over: object = {}) =>
  recordAction(ctx.db, {
    ...{ subject: subject(), before, after, reason: 'A test', actor: 'key:k1' },
    ...over,
  })

describe('recordAction', () => {
  it('keeps what was done, to be found by its id and as the last of its subject', async () => {
    const first = await record('visible', 'hidden')
    const second = await record('hidden', 'visible', { undoes: first, actor: 'account:7' })
    expect(await lastAction(ctx.db, subject())).toEqual({
      id: second,
      subject: subject(),
      action: 'restore',
      before: 'hidden',
      after: 'visible',
      reason: 'A test',
      actor: 'account:7',
      byAuthor: false,
      undoes: first,
      actedAt: expect.any(Date),
    })
    expect(await findAction(ctx.db, first)).toMatchObject({ id: first, action: 'hide' })
    expect(await findAction(ctx.db, 2_000_000_000)).toBeUndefined()
  })

  it('tells subjects of the same number apart', async () => {
    await record('visible', 'deleted')
    expect(await lastAction(ctx.db, { kind: 'answer', id })).toBeUndefined()
    const page = { limit: 10, beforeId: 2_000_000_000 }
    expect(await listActions(ctx.db, { kind: 'review', id }, page)).toEqual([])
    expect(await listActions(ctx.db, subject(), page)).toHaveLength(1)
  })

  it('names each action after the status it leads to', async () => {
    for (const after of ['held', 'hidden', 'deleted', 'visible'] as const) {
      await record('visible', after)
    }
    const rows = await listActions(ctx.db, subject(), { limit: 10, beforeId: 2_000_000_000 })
    expect(rows.map(({ action }) => action)).toEqual(['restore', 'delete', 'hide', 'hold'])
  })
})

describe('isWithdrawn', () => {
  const withdrawn = () => isWithdrawn(ctx.db, subject())

  it('holds from when its author removed it to when they show it again', async () => {
    expect(await withdrawn()).toBe(false)
    await record('visible', 'deleted')
    expect(await withdrawn()).toBe(false)
    await record('deleted', 'deleted', { byAuthor: true })
    expect(await withdrawn()).toBe(true)
    await record('deleted', 'deleted')
    expect(await withdrawn()).toBe(true)
    expect(await isWithdrawn(ctx.db, { kind: 'answer', id })).toBe(false)
    await record('deleted', 'held')
    expect(await withdrawn()).toBe(false)
    await record('held', 'deleted')
    expect(await withdrawn()).toBe(false)
  })
})

describe('autoHide', () => {
  /** A text of which only the status is of interest. */
  function textOf(status: Status | null): ModeratedSubject & { readonly set: Status[] } {
    const set: Status[] = []
    return {
      kind: 'question',
      set,
      find: async () => [],
      setStatus: async (_tx, _id, next) => {
        set.push(next)
        return status
      },
    }
  }

  it('hides a text and says that a rule did it', async () => {
    const text = textOf('visible')
    await autoHide(ctx.db, text, id)
    expect(text.set).toEqual(['hidden'])
    expect(await lastAction(ctx.db, subject())).toMatchObject({
      action: 'hide',
      before: 'visible',
      actor: AUTO_ACTOR,
    })
  })

  it.each([null, 'hidden'] as const)(
    'writes nothing down for a text that is %s',
    async (status) => {
      await autoHide(ctx.db, textOf(status), id)
      expect(await lastAction(ctx.db, subject())).toBeUndefined()
    },
  )
})
