import { touchPost } from '@loadout/core/changes'
import { createServerSecret, createSigner } from '@loadout/infra'
import { startTestRedis, type TestRedisServer } from '@loadout/infra/testing'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyTables } from '../support/empty-tables.ts'
import {
  addAccount,
  addPost,
  changePost,
  createFeedStage,
  type FeedStage,
  ids,
  list,
  walk,
  warm,
} from './feeding.ts'

/** What went wrong in feeds of earlier systems. */

let server: TestRedisServer
let raw: Redis
let stage: FeedStage
let accountId: number
beforeAll(async () => {
  server = await startTestRedis()
  raw = new Redis(server.url)
  stage = await createFeedStage({ redisUrl: server.url, headRows: 6 })
})
afterAll(async () => {
  raw.disconnect()
  await stage.close()
  await server.stop('SIGKILL')
})
beforeEach(async () => {
  accountId = await addAccount(stage.ctx)
})
afterEach(async () => {
  await stage.settled()
  await emptyTables(stage.ctx.db, ['post', 'post_tag', 'feed_snapshot', 'feed_snapshot_part'])
  await raw.flushall()
})

/** Posts at these times, the earliest first; their ids, the newest first. */
async function addPosts(times: readonly string[]): Promise<number[]> {
  const added: number[] = []
  for (const createdAt of times)
    added.unshift((await addPost(stage.ctx, { accountId, createdAt })).id)
  await stage.settled()
  return added
}

const microseconds = (count: number) =>
  Array.from({ length: count }, (_, n) => `2026-01-01 00:00:00.00000${n}+00`)
const instant = (count: number) => Array.from({ length: count }, () => '2026-01-01 00:00:00+00')

/** The cache answers, or the answer is none. */
const cacheAlone = (input: object) => {
  const db = new Proxy(stage.ctx.db, {
    get() {
      throw new Error('the database was asked')
    },
  })
  return list({ ...stage.ctx, db }, input)
}

describe('places', () => {
  it('are told apart to the microsecond, by the cache as by the database', async () => {
    const added = await addPosts(microseconds(5))
    await warm(stage.ctx)
    await list(stage.ctx)
    const [first, second, third] = added
    const one = await cacheAlone({ limit: 1 })
    const two = await cacheAlone({ limit: 1, cursor: one.nextCursor })
    const three = await list(stage.database, { limit: 1, cursor: two.nextCursor })
    expect(ids([...one.items, ...two.items, ...three.items])).toEqual([first, second, third])
    const four = await cacheAlone({ limit: 2, cursor: three.nextCursor })
    expect(ids(four.items)).toEqual(added.slice(3))
  })

  it('do not come twice, the last of a page at the head of the next', async () => {
    const added = await addPosts(microseconds(5))
    for (const ctx of [stage.ctx, stage.database]) {
      for (const limit of [1, 2, 4]) expect(ids(await walk(ctx, { limit }))).toEqual(added)
      await warm(stage.ctx)
    }
  })

  it('of more than a page in one instant are all shown, and there is an end', async () => {
    const added = await addPosts(instant(9))
    expect(ids(await walk(stage.database, { limit: 2 }))).toEqual(added)
    await warm(stage.ctx)
    expect(ids(await walk(stage.ctx, { limit: 2 }))).toEqual(added)
  })
})

describe('what is cached', () => {
  it('is no full page because there is one element of it', async () => {
    const added = await addPosts(microseconds(9))
    await warm(stage.ctx)
    // The head holds five: the third page begins in it and ends behind it.
    expect(ids(await walk(stage.ctx, { limit: 2 }))).toEqual(added)
    expect(ids((await list(stage.ctx, { limit: 9 })).items)).toEqual(added)
  })

  it('is rows, and never taken for ids: without them the same page is made', async () => {
    const added = await addPosts(microseconds(4))
    await warm(stage.ctx)
    await list(stage.ctx)
    await raw.unlink(await raw.keys('*:row:post:*'))
    const { items } = await list(stage.ctx)
    expect(ids(items)).toEqual(added)
    expect(await cacheAlone({})).toEqual(await list(stage.database))
  })

  it('does not change before the database has said so, nor when it says no', async () => {
    const [id = 0] = await addPosts(microseconds(1))
    await warm(stage.ctx)
    const before = await list(stage.ctx)
    const refused = stage.ctx.db.transaction().execute(async (tx) => {
      await tx
        .updateTable('post')
        .set({ title: 'Stolen', status: 3 })
        .where('id', '=', id)
        .execute()
      await touchPost(tx, id)
      expect(await cacheAlone({})).toEqual(before)
      throw new Error('not your post')
    })
    await expect(refused).rejects.toThrow('not your post')
    await stage.settled()
    expect(await cacheAlone({})).toEqual(before)
  })

  it('shows counters that move', async () => {
    const [id = 0] = await addPosts(microseconds(1))
    await warm(stage.ctx)
    await list(stage.ctx)
    await changePost(stage.ctx, id, { likes: 5, comments: 7 })
    await stage.settled()
    expect((await cacheAlone({})).items).toMatchObject([{ likes: 5, score: 5, comments: 7 }])
  })
})

describe('cursors', () => {
  it('belong to one feed and one order', async () => {
    await addPosts(microseconds(3))
    const other = { sort: 'new', limit: 1 }
    const { nextCursor: cursor } = await list(stage.ctx, other)
    for (const input of [{ tag: 'a' }, { author: accountId }, { sort: 'hot' }, { sort: 'top' }]) {
      await expect(list(stage.ctx, { ...other, ...input, cursor })).rejects.toMatchObject({
        code: 'BAD_CURSOR',
      })
    }
    expect((await list(stage.ctx, { limit: 3, cursor })).items).toHaveLength(2)
  })

  it('are refused when any character of them is another', async () => {
    await addPosts(microseconds(3))
    for (const sort of ['new', 'top']) {
      const cursor = (await list(stage.ctx, { sort, limit: 1 })).nextCursor ?? ''
      for (let at = 0; at < cursor.length; at += 1) {
        const altered = `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`
        await expect(list(stage.ctx, { sort, cursor: altered })).rejects.toMatchObject({
          code: 'BAD_CURSOR',
        })
      }
      await expect(list(stage.ctx, { sort, cursor: `${cursor}.x` })).rejects.toMatchObject({
        code: 'BAD_CURSOR',
      })
    }
  })

  it('of another installation are refused', async () => {
    await addPosts(microseconds(2))
    const elsewhere = {
      ...stage.ctx,
      signer: createSigner(createServerSecret('another secret of at least 32 characters', '')),
    }
    const { nextCursor: cursor } = await list(elsewhere, { limit: 1 })
    await expect(list(stage.ctx, { limit: 1, cursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })
})

describe('a Redis that hangs', () => {
  it('lets no request fail', async () => {
    const added = await addPosts(microseconds(4))
    await warm(stage.ctx)
    await raw.call('CLIENT', 'PAUSE', '1500', 'ALL')
    for (const sort of ['new', 'top', 'hot']) {
      const pages = await Promise.all(Array.from({ length: 50 }, () => list(stage.ctx, { sort })))
      for (const { items } of pages) expect(ids(items)).toEqual(added)
    }
  })
})
