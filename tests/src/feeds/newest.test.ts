import { createGuest } from '@loadout/core/accounts'
import { listMine } from '@loadout/core/feeds'
import { adoptGuest } from '@loadout/core/personal'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { write } from '../posts/posting.ts'
import { emptyTables } from '../support/empty-tables.ts'
import { addProduct } from '../support/store.ts'
import {
  addAccount,
  addPost,
  changePost,
  createFeedStage,
  erasePost,
  type FeedStage,
  ids,
  list,
  walk,
  warm,
} from './feeding.ts'

let stage: FeedStage
let accountId: number
beforeAll(async () => {
  stage = await createFeedStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  accountId = await addAccount(stage.ctx, 'Kim')
})
afterEach(async () => {
  await stage.settled()
  await emptyTables(stage.ctx.db, ['post', 'post_tag', 'post_revision', 'feed_snapshot'])
  await forget()
})

/** What a FLUSHALL does, to our own keys. */
async function forget(): Promise<void> {
  const { redis, config } = stage.infra
  const keys = await redis.keys(`${config.QUEUE_PREFIX}:{cache}:*:[^f]*`)
  if (keys.length > 0) await redis.unlink(keys)
}

/** A page that came from the cache: the database is not asked at all. */
const cached = (input: object = {}) => list({ ...stage.ctx, db: nobody() }, input)

function nobody(): FeedStage['ctx']['db'] {
  return new Proxy(stage.ctx.db, {
    get() {
      throw new Error('the database was asked')
    },
  })
}

describe('feed.list, new', () => {
  it('takes a tag as posts do, whatever its case', async () => {
    const [post] = ids([await addPost(stage.ctx, { accountId, title: 'One', tags: ['fps'] })])
    expect(ids((await list(stage.ctx, { tag: 'FPS' })).items)).toEqual([post])
    expect(() => list(stage.ctx, { tag: 'f p s' })).toThrow()
  })

  it("leaves a guest's feed when its posts become an account's, also where the cache still has them", async () => {
    const guest = await createGuest(stage.ctx)
    const input = { author: guest.accountId }
    const [post] = ids([await addPost(stage.ctx, { accountId: guest.accountId, title: 'Mine' })])
    await stage.settled()
    await warm(stage.ctx, input)
    await adoptGuest(stage.ctx, { guestId: guest.accountId, accountId })
    await stage.settled()
    expect((await list(stage.ctx, input)).items).toEqual([])
    expect(ids((await list(stage.ctx, { author: accountId })).items)).toEqual([post])
  })

  it('is of what is about something, by any of its names, from the cache as from the database', async () => {
    const about = await addProduct(stage.ctx)
    const subject = { kind: 'product', id: about }
    const first = await addPost(stage.ctx, { accountId, about })
    await addPost(stage.ctx, { accountId, about: await addProduct(stage.ctx) })
    await addPost(stage.ctx, { accountId })
    const second = await addPost(stage.ctx, { accountId, about })
    await stage.settled()
    await warm(stage.ctx, { subject })
    for (const ctx of [stage.ctx, stage.database]) {
      const items = await walk(ctx, { subject, limit: 1 })
      expect(ids(items)).toEqual([second.id, first.id])
      expect(items).toMatchObject([{ subject }, { subject }])
    }
    const { nextCursor: cursor } = await list(stage.ctx, { subject, limit: 1 })
    await expect(list(stage.ctx, { cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('of an agent is one, whatever it is called', async () => {
    const key = (await stage.ctx.dimensions.find('agent', 'Jett')) ?? 0
    const uuid = (await stage.ctx.dimensions.named([key])).get(key)?.id
    const writer = { ...stage.ctx, actor: { kind: 'account', accountId, role: 'user' } as const }
    const subject = { kind: 'agent', id: 'Jett' }
    const id = await write(writer, { subject })
    await write(writer, { subject, title: 'Once more' })
    const { nextCursor: cursor } = await list(stage.ctx, { subject, limit: 1 })
    const rest = await list(stage.ctx, { subject: { kind: 'agent', id: uuid }, cursor })
    expect(ids(rest.items)).toEqual([id])
  })

  it('is not of what is not there', async () => {
    for (const sort of ['new', 'hot', 'top']) {
      await expect(
        list(stage.ctx, { sort, subject: { kind: 'product', id: 2_000_000_000 } }),
      ).rejects.toMatchObject({ code: 'SUBJECT_NOT_FOUND' })
    }
    expect(() => list(stage.ctx, { tag: 'a', subject: { kind: 'product', id: 1 } })).toThrow(
      'exclude each other',
    )
  })

  it('answers the same from the cache and from the database', async () => {
    const written = []
    for (let n = 0; n < 5; n += 1) {
      written.push(await addPost(stage.ctx, { accountId, title: `${n} "ü"`, tags: ['b', 'a'] }))
    }
    await stage.settled()
    await warm(stage.ctx)
    await warm(stage.ctx, { tag: 'a' })
    const expected = await list(stage.database)
    expect(ids(expected.items)).toEqual(ids(written).reverse())
    expect(expected.items[0]).toMatchObject({
      title: '4 "ü"',
      excerpt: 'What I have to say.',
      author: { id: accountId, name: 'Kim' },
      tags: ['a', 'b'],
      editedAt: null,
    })
    await list(stage.ctx)
    expect(await cached()).toEqual(expected)
    expect(await cached({ tag: 'a' })).toEqual(expected)
    expect(await walk(stage.ctx, { author: accountId, limit: 2 })).toEqual(expected.items)
  })

  it('shows a write in the cache as soon as it is applied, without asking the database', async () => {
    const first = await addPost(stage.ctx, { accountId })
    await stage.settled()
    await warm(stage.ctx)
    await list(stage.ctx)
    const second = await addPost(stage.ctx, { accountId })
    await changePost(stage.ctx, first.id, { likes: 3, title: 'Better' })
    await stage.settled()
    const { items } = await cached()
    expect(items).toMatchObject([{ id: second.id }, { id: first.id, likes: 3, title: 'Better' }])
    await changePost(stage.ctx, second.id, { status: 3 })
    await stage.settled()
    expect(ids((await cached()).items)).toEqual([first.id])
  })

  it('takes a post out of the feeds of tags it no longer has, and puts it where it is now', async () => {
    const { id } = await addPost(stage.ctx, { accountId, tags: ['old', 'both'] })
    await stage.settled()
    for (const tag of ['old', 'both', 'late']) {
      await list(stage.ctx, { tag })
      await warm(stage.ctx, { tag })
    }
    await changePost(stage.ctx, id, { tags: ['both', 'late'] })
    await stage.settled()
    expect(ids((await cached({ tag: 'old' })).items)).toEqual([])
    expect(ids((await cached({ tag: 'both' })).items)).toEqual([id])
    expect(ids((await cached({ tag: 'late' })).items)).toEqual([id])
  })

  it('forgets a post whose row is gone', async () => {
    const kept = await addPost(stage.ctx, { accountId })
    const gone = await addPost(stage.ctx, { accountId })
    await stage.settled()
    await list(stage.ctx)
    await warm(stage.ctx)
    await list(stage.ctx)
    await erasePost(stage.ctx, gone.id)
    await stage.settled()
    expect(ids((await list(stage.ctx)).items)).toEqual([kept.id])
    expect(ids((await list(stage.database)).items)).toEqual([kept.id])
  })

  it('shows what is written to who knows its position, however far the cache is behind', async () => {
    await addPost(stage.ctx, { accountId })
    await stage.settled()
    await list(stage.ctx)
    await warm(stage.ctx)
    // A relay that stands still, for nobody but this one lets go of the lock.
    await stage.ctx.db.transaction().execute(async (tx) => {
      await tx
        .selectNoFrom((eb) =>
          eb
            .fn('pg_advisory_xact_lock', [eb.fn('hashtext', [eb.val('cache_change')])])
            .as('locked'),
        )
        .execute()
      const { id, position } = await addPost(stage.ctx, { accountId })
      expect(ids((await list(stage.ctx)).items)).not.toContain(id)
      expect(ids((await list(stage.ctx, { after: position })).items)).toContain(id)
      expect((await list(stage.ctx, { sort: 'hot', after: position })).nextCursor).toBeNull()
    })
    await stage.settled()
  })

  it('never shows what is held, hidden, deleted or shadowed', async () => {
    for (const status of [1, 2, 3, 4]) await addPost(stage.ctx, { accountId, status, tags: ['t'] })
    for (const sort of ['new', 'hot', 'top']) {
      for (const of of [{}, { author: accountId }, { tag: 't' }]) {
        expect(await list(stage.ctx, { sort, ...of })).toEqual({ items: [], nextCursor: null })
      }
    }
  })
})

describe('feed.mine', () => {
  it('shows authors what is shadowed as if it were visible, and nothing of others', async () => {
    const mine = []
    for (const status of [0, 4, 0]) mine.push(await addPost(stage.ctx, { accountId, status }))
    await addPost(stage.ctx, { accountId, status: 2 })
    await addPost(stage.ctx, { accountId: await addAccount(stage.ctx) })
    const ctx = { ...stage.ctx, actor: { kind: 'account', accountId, role: 'user' } as const }
    const first = await listMine(ctx, { limit: 2 })
    const second = await listMine(ctx, { limit: 2, cursor: first.nextCursor ?? undefined })
    expect(ids([...first.items, ...second.items])).toEqual(ids(mine).reverse())
    expect(second.nextCursor).toBeNull()
    await expect(listMine(stage.ctx, { limit: 2 })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })
})
