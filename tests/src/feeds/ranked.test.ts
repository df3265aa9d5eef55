import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
} from './feeding.ts'

let stage: FeedStage
let accountId: number
beforeAll(async () => {
  stage = await createFeedStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  accountId = await addAccount(stage.ctx)
})
afterEach(async () => {
  await stage.settled()
  await emptyTables(stage.ctx.db, ['post', 'post_tag', 'feed_snapshot', 'feed_snapshot_part'])
})

/** So many posts, the later ones with more votes. */
async function addPosts(
  count: number,
  tags: readonly string[] = [],
  about?: number,
): Promise<number[]> {
  const added: number[] = []
  for (let likes = 0; likes < count; likes += 1) {
    added.push((await addPost(stage.ctx, { accountId, likes, tags, ...(about && { about }) })).id)
  }
  return added
}

const age = (minutes: number) =>
  sql`update feed_snapshot set made_at = now() - ${minutes}::integer * interval '1 minute'`.execute(
    stage.ctx.db,
  )

const snapshots = async () =>
  await stage.ctx.db.selectFrom('feed_snapshot').select(['feed', 'posts']).orderBy('id').execute()

describe.each(['top', 'hot'] as const)('feed.list, %s', (sort) => {
  it('shows the best first, of all, of an author, of a tag and about something', async () => {
    const about = await addProduct(stage.ctx)
    const added = await addPosts(5, ['t'], about)
    const other = await addPost(stage.ctx, { accountId: await addAccount(stage.ctx), likes: 9 })
    const best = [...added].reverse()
    expect(ids(await walk(stage.ctx, { sort, limit: 2 }))).toEqual([other.id, ...best])
    expect(ids(await walk(stage.ctx, { sort, author: accountId, limit: 2 }))).toEqual(best)
    expect(ids(await walk(stage.ctx, { sort, tag: 't', limit: 2 }))).toEqual(best)
    const subject = { kind: 'product', id: about }
    expect(ids(await walk(stage.ctx, { sort, subject, limit: 2 }))).toEqual(best)
    expect(await list(stage.database, { sort })).toMatchObject({
      items: [{ id: other.id }, ...best.map((id) => ({ id }))],
    })
  })

  it('neither repeats nor skips anything while votes turn the order upside down', async () => {
    const added = await addPosts(12)
    let turn = 0
    const seen = await walk(stage.ctx, { sort, limit: 3 }, async () => {
      turn += 1
      for (const [index, id] of added.entries()) {
        await changePost(stage.ctx, id, { likes: 100 * turn * (added.length - index) })
      }
      await addPost(stage.ctx, { accountId, likes: 1_000_000 })
    })
    expect(ids(seen)).toEqual([...added].reverse())
  })

  it('leaves out what is gone, and fills the page with what comes behind it', async () => {
    const added = await addPosts(8)
    const first = await list(stage.ctx, { sort, limit: 2 })
    await changePost(stage.ctx, added[5] ?? 0, { status: 2 })
    await erasePost(stage.ctx, added[4] ?? 0)
    await stage.settled()
    const second = await list(stage.ctx, { sort, limit: 2, cursor: first.nextCursor })
    expect(ids(second.items)).toEqual([added[3], added[2]])
  })

  it('shows posts as they are now, in the order of then', async () => {
    const added = await addPosts(3)
    const first = await list(stage.ctx, { sort, limit: 1 })
    await changePost(stage.ctx, added[1] ?? 0, { title: 'Better' })
    await stage.settled()
    const second = await list(stage.ctx, { sort, limit: 1, cursor: first.nextCursor })
    expect(second.items).toMatchObject([{ id: added[1], title: 'Better' }])
  })

  it('refuses the cursor of an order that is gone, and says so', async () => {
    await addPosts(3)
    const { nextCursor: cursor } = await list(stage.ctx, { sort, limit: 1 })
    await age(30)
    await list(stage.ctx, { sort, limit: 1 })
    // Another process, that has nothing of it in memory.
    const elsewhere = {
      ...stage.ctx,
      readCache: {
        ...stage.ctx.readCache,
        read: (_: string, __: string, load: () => Promise<never>) => load(),
      },
    }
    await expect(list(elsewhere, { sort, limit: 1, cursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
      fields: [{ pointer: '/cursor', message: 'too old: begin again without a cursor' }],
    })
  })

  it('turns its pages for 15 minutes, whatever others ask for meanwhile', async () => {
    const added = await addPosts(3)
    const { nextCursor: cursor } = await list(stage.ctx, { sort, limit: 2 })
    await age(16)
    await list(stage.ctx, { sort, limit: 2 })
    expect(ids((await list(stage.ctx, { sort, limit: 2, cursor })).items)).toEqual([added[0]])
    expect(await snapshots()).toHaveLength(2)
  })
})

describe('snapshots', () => {
  it('are made once by any number of readers', async () => {
    await addPosts(3)
    const pages = await Promise.all(
      Array.from({ length: 20 }, () => list(stage.ctx, { sort: 'top' })),
    )
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1)
    expect(await snapshots()).toEqual([{ feed: 'top:all', posts: 3 }])
  })

  it('are not made of feeds without posts', async () => {
    expect(await list(stage.ctx, { sort: 'top', tag: 'nobody' })).toEqual({
      items: [],
      nextCursor: null,
    })
    expect(await snapshots()).toEqual([])
  })

  it('are made anew after a minute, and used by those who come meanwhile', async () => {
    const [first] = await addPosts(2)
    await list(stage.ctx, { sort: 'top' })
    await changePost(stage.ctx, first ?? 0, { likes: 50 })
    await stage.settled()
    await age(1)
    const answers = await Promise.all([1, 2, 3, 4].map(() => list(stage.ctx, { sort: 'top' })))
    expect(answers.some(({ items }) => items[0]?.id === first)).toBe(true)
    expect(ids((await list(stage.ctx, { sort: 'top' })).items)[0]).toBe(first)
    expect(await snapshots()).toHaveLength(2)
  })
})
