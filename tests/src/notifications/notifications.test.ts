import { ANONYMOUS, type Ctx } from '@loadout/core'
import { notificationsContract as contract, notify } from '@loadout/core/notifications'
import { cleanup } from '@loadout/core/ops'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { impose } from '../moderation/sanctioning.ts'
import { all, block } from '../social/socialising.ts'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, type Person } from '../support/people.ts'
import { asGuest } from '../support/store.ts'
import { openWatched } from '../support/watched.ts'
import { mark, tell, told, unread } from './telling.ts'

let harness: Harness
let watched: ReturnType<typeof openWatched>
let ctx: Ctx
let user: Person
let other: Person
beforeAll(async () => {
  harness = await createHarness()
  watched = openWatched(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, db: watched.db }
})
afterAll(async () => {
  await watched?.close()
  await harness?.close()
})
beforeEach(async () => {
  user = await asPerson(ctx)
  other = await asPerson(ctx)
})

const POST = { kind: 'review', id: 7 } as const

/** A reply of somebody to a text of the user. */
const reply = (
  commentId: number,
  by: Person = other,
  subject: { kind: 'review'; id: number } = POST,
) =>
  tell(ctx, {
    accountId: user.accountId,
    kind: 'reply',
    actorId: by.accountId,
    subject,
    detail: { commentId },
  })
/** So many notifications that are not told of together. */
async function tellApart(count: number) {
  for (let id = 1; id <= count; id += 1) await reply(id, other, { kind: 'review', id })
}

describe('notify', () => {
  it('tells who did what, and about what', async () => {
    await reply(1)
    expect((await told(user)).items).toEqual([
      {
        id: expect.any(Number),
        kind: 'reply',
        subject: POST,
        actor: { id: other.accountId, name: other.name },
        count: 1,
        detail: { commentId: 1 },
        notifiedAt: expect.stringMatching(/Z$/),
        readAt: null,
      },
    ])
    expect((await told(other)).items).toEqual([])
  })

  it('tells of five replies to one text together, with the latest', async () => {
    const third = await asPerson(ctx)
    for (let n = 1; n <= 5; n += 1) await reply(n, n === 5 ? third : other)
    expect((await told(user)).items).toMatchObject([
      { count: 5, detail: { commentId: 5 }, actor: { id: third.accountId } },
    ])
    expect(await unread(user)).toEqual({ unread: 1, more: false })
  })

  it('tells of replies to two texts apart, and puts what comes last on top', async () => {
    const second = { kind: 'review', id: 8 } as const
    await reply(1)
    await reply(2, other, second)
    await reply(3)
    expect((await told(user)).items).toMatchObject([
      { subject: POST, count: 2 },
      { subject: second, count: 1 },
    ])
  })

  it('begins anew once it was read', async () => {
    await reply(1)
    const [first] = (await told(user)).items
    await mark(user, { ids: [first?.id] })
    await reply(2)
    expect((await told(user)).items).toMatchObject([
      { count: 1, detail: { commentId: 2 }, readAt: null },
      { count: 1, detail: { commentId: 1 }, readAt: expect.any(String) },
    ])
  })

  it('counts all that come at once', async () => {
    const results = await atOnce(40, (n) => reply(n + 1))
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect((await told(user)).items).toMatchObject([{ count: 40 }])
    expect(watched.deadlocks()).toBe(0)
  })

  it('counts who follows, stops and follows again once', async () => {
    const followed = (by: Person) =>
      tell(ctx, { accountId: user.accountId, kind: 'follow', actorId: by.accountId, detail: {} })
    for (let n = 0; n < 3; n += 1) await followed(other)
    expect((await told(user)).items).toMatchObject([{ kind: 'follow', count: 1, subject: null }])
    await followed(await asPerson(ctx))
    expect((await told(user)).items).toMatchObject([{ count: 2 }])
  })

  it('tells of each decision of moderators by itself', async () => {
    const detail = { status: 'hidden', cause: 'moderator', reason: 'Rude' } as const
    for (let n = 0; n < 2; n += 1) {
      await tell(ctx, { accountId: user.accountId, kind: 'moderation', subject: POST, detail })
    }
    expect((await told(user)).items).toMatchObject([
      { kind: 'moderation', actor: null, count: 1, detail },
      { kind: 'moderation', actor: null, count: 1, detail },
    ])
  })

  it('tells nobody what they did themselves', async () => {
    await reply(1, user)
    expect((await told(user)).items).toEqual([])
  })

  it.each([
    ['the recipient has blocked who did it', () => block(user, other.accountId)],
    ['the recipient has muted them', () => block(user, other.accountId, 'mute')],
    ['they have blocked the recipient', () => block(other, user.accountId)],
    ['they write into the shadows', () => impose(ctx, other.accountId, 'shadow-ban')],
  ])('tells nothing where %s', async (_, unwanted) => {
    await unwanted()
    await reply(1)
    expect((await told(user)).items).toEqual([])
  })

  it('tells of somebody who has only muted the recipient', async () => {
    await block(other, user.accountId, 'mute')
    await reply(1)
    expect((await told(user)).items).toHaveLength(1)
  })

  it('passes over accounts that are gone', async () => {
    await sql`delete from account where id = ${user.accountId}`.execute(ctx.db)
    await reply(1)
    const rows = await ctx.db
      .selectFrom('notification')
      .select('id')
      .where('account_id', '=', user.accountId)
      .execute()
    expect(rows).toEqual([])
  })

  it('keeps what was told when who did it is gone', async () => {
    await reply(1)
    await sql`delete from account where id = ${other.accountId}`.execute(ctx.db)
    expect((await told(user)).items).toMatchObject([{ kind: 'reply', actor: null }])
  })

  it('is undone with what it tells of', async () => {
    const undone = ctx.db.transaction().execute(async (tx) => {
      const detail = { commentId: 1 }
      const { accountId } = user
      await notify(tx, {
        accountId,
        kind: 'reply',
        actorId: other.accountId,
        subject: POST,
        detail,
      })
      throw new Error('refused')
    })
    await expect(undone).rejects.toThrow('refused')
    expect((await told(user)).items).toEqual([])
  })
})

describe('notifications.list', () => {
  it('has each once, however small its pages, the latest first', async () => {
    await tellApart(5)
    for (const limit of [1, 2, 5]) {
      const items = await all((over) => told(user, over), limit)
      expect(items.map(({ subject }) => subject?.id)).toEqual([5, 4, 3, 2, 1])
    }
  })

  it('has the unread ones alone where that is asked', async () => {
    await tellApart(4)
    const { items } = await told(user)
    await mark(user, { ids: [items[1]?.id, items[3]?.id] })
    const left = await all((over) => told(user, { unread: true, ...over }), 1)
    expect(left.map(({ id }) => id)).toEqual([items[0]?.id, items[2]?.id])
  })

  it('repeats nothing while more comes in', async () => {
    await tellApart(3)
    const first = await told(user, { limit: 2 })
    await reply(9, other, { kind: 'review', id: 9 })
    const second = await told(user, { limit: 2, cursor: first.nextCursor })
    const seen = [...first.items, ...second.items].map(({ subject }) => subject?.id)
    expect(seen).toEqual([3, 2, 1])
  })

  it('takes a cursor of its own only', async () => {
    await tellApart(2)
    const { nextCursor: cursor } = await told(user, { limit: 1 })
    await expect(told(other, { cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
    await expect(told(user, { unread: true, cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('is empty for nobody, works for guests, and is not for keys', async () => {
    const nobody: Ctx = { ...ctx, actor: ANONYMOUS }
    expect(await told(nobody)).toEqual({ items: [], nextCursor: null })
    expect(await unread(nobody)).toEqual({ unread: 0, more: false })
    const guest = await asGuest(ctx)
    expect((await told(guest)).items).toEqual([])
    const key: Ctx = { ...ctx, actor: { kind: 'api-key', keyId: 'k', scopes: [] } }
    for (const attempt of [() => told(key), () => unread(key), () => mark(key, { upTo: 1 })]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(mark(nobody, { upTo: 1 })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('notifications.unread', () => {
  it('counts to a hundred, and says when there are more', async () => {
    const add = (count: number) =>
      sql`
        insert into notification (account_id, kind, subject_kind, subject_id, detail)
        select ${user.accountId}, 'moderation', 1, n, '{}' from generate_series(1, ${count}::integer) n
      `.execute(ctx.db)
    await add(99)
    expect(await unread(user)).toEqual({ unread: 99, more: false })
    await add(1)
    expect(await unread(user)).toEqual({ unread: 100, more: false })
    await add(30)
    expect(await unread(user)).toEqual({ unread: 100, more: true })
  })
})

describe('notifications.markRead', () => {
  it('marks all up to one, and nothing that came after it', async () => {
    await tellApart(4)
    const { items } = await told(user)
    expect(await mark(user, { upTo: items[1]?.id })).toEqual({ marked: 3 })
    expect((await told(user, { unread: true })).items).toMatchObject([{ id: items[0]?.id }])
    expect(await mark(user, { upTo: items[1]?.id })).toEqual({ marked: 0 })
  })

  it('leaves unread what has grown since it was looked at', async () => {
    await reply(1)
    const [seen] = (await told(user)).items
    await reply(2)
    expect(await mark(user, { ids: [seen?.id] })).toEqual({ marked: 0 })
    expect(await mark(user, { upTo: seen?.id })).toEqual({ marked: 0 })
    expect((await told(user)).items).toMatchObject([{ count: 2, readAt: null }])
  })

  it('does not touch those of others', async () => {
    await reply(1)
    const [theirs] = (await told(user)).items
    expect(await mark(other, { ids: [theirs?.id] })).toEqual({ marked: 0 })
    expect(await mark(other, { upTo: Number.MAX_SAFE_INTEGER })).toEqual({ marked: 0 })
    expect(await unread(user)).toEqual({ unread: 1, more: false })
  })

  it('marks each once, however many mark at once', async () => {
    await tellApart(10)
    const { items } = await told(user)
    const ids = items.map(({ id }) => id)
    const results = await atOnce(8, (n) =>
      mark(user, n % 2 === 0 ? { ids: ids.toReversed() } : { upTo: ids[0] }),
    )
    const marked = results.map((one) =>
      one.status === 'fulfilled' ? one.value.marked : Number.NaN,
    )
    expect(marked.reduce((sum, n) => sum + n, 0)).toBe(10)
    expect(watched.deadlocks()).toBe(0)
  })

  it.each([{}, { ids: [] }, { ids: [0] }, { upTo: 0 }, { upTo: 1.5 }, { ids: [1], upTo: 1 }])(
    'does not take %j',
    (input) => {
      expect(contract.markReadInput.safeParse(input).success).toBe(false)
    },
  )
})

describe('what people were told long ago', () => {
  it('goes after its retention, read or not', async () => {
    await tellApart(3)
    const [latest, ...old] = (await told(user)).items
    await sql`update notification set notified_at = now() - interval '91 days'
      where id = any(${old.map(({ id }) => id)}::bigint[])`.execute(ctx.db)
    await mark(user, { ids: [old[0]?.id] })
    const clean = async (dryRun: boolean) => {
      const retention = {
        ...{ rawDays: 30, rejectedDays: 90, jobRunDays: 14, interactionDays: 90, cartDays: 90 },
        notificationDays: 90,
      }
      const { tasks } = await cleanup(ctx, { dryRun }, retention)
      return tasks.find(({ task }) => task === 'notifications')?.removed
    }
    expect(await clean(true)).toBe(2)
    expect(await clean(false)).toBe(2)
    expect((await told(user)).items.map(({ id }) => id)).toEqual([latest?.id])
  })
})
