import type { Ctx } from '@loadout/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import {
  addPost,
  bodies,
  counters,
  drift,
  get,
  idsOf,
  list,
  NOTHING_OFF,
  remove,
  type Subject,
  say,
  setStatus,
} from './commenting.ts'

const MAX_DEPTH = 8

let harness: Harness
let ctx: Ctx
let author: Ctx & { readonly accountId: number }
let subject: Subject & { readonly kind: 'post' }
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  author = await asGuest(ctx)
})
afterAll(() => harness.close())
beforeEach(async () => {
  subject = (await addPost(ctx)).subject
})

/** So many comments, each under the one before; their ids from the top. */
async function chain(length: number): Promise<readonly number[]> {
  const ids: number[] = []
  for (let n = 1; n <= length; n += 1)
    ids.push(await say(author, subject, `level ${n}`, ids.at(-1)))
  return ids
}

describe('a thread', () => {
  it('is told level by level, each comment with how many replies it has', async () => {
    const first = await say(author, subject, 'first')
    const second = await say(author, subject, 'second')
    const reply = await say(author, subject, 'reply', first)
    await say(author, subject, 'another', first)
    await say(author, subject, 'below', reply)
    const top = await list(ctx, subject)
    expect(top).toMatchObject({
      total: 5,
      nextCursor: null,
      items: [
        { id: second, parentId: null, depth: 1, replies: 0, firstReplies: [] },
        { id: first, parentId: null, depth: 1, replies: 2, firstReplies: [] },
      ],
    })
    const level = await list(ctx, subject, { parentId: first, sort: 'old' })
    expect(level.items).toMatchObject([
      { body: 'reply', parentId: first, depth: 2, replies: 1 },
      { body: 'another', parentId: first, depth: 2, replies: 0 },
    ])
  })

  it('brings along the first replies of each comment in the order of the list', async () => {
    const first = await say(author, subject, 'first')
    for (const n of [1, 2, 3]) await say(author, subject, `reply ${n}`, first)
    const nested = async (sort: string, withReplies: number) =>
      bodies((await list(ctx, subject, { sort, withReplies })).items[0]?.firstReplies ?? [])
    expect(await nested('old', 2)).toEqual(['reply 1', 'reply 2'])
    expect(await nested('new', 2)).toEqual(['reply 3', 'reply 2'])
    expect(await nested('top', 5)).toEqual(['reply 3', 'reply 2', 'reply 1'])
    expect(await nested('old', 0)).toEqual([])
  })

  it('has nothing to say at first, which is an empty page', async () => {
    expect(await list(ctx, subject)).toEqual({ items: [], nextCursor: null, total: 0 })
    const id = await say(author, subject, 'alone')
    expect((await list(ctx, subject, { parentId: id })).items).toEqual([])
  })

  it('is found from a comment with all that it answers, from the top', async () => {
    const ids = await chain(4)
    const found = await get(ctx, ids[3] ?? 0)
    expect(found.subject).toEqual(subject)
    expect(found.comment).toMatchObject({ id: ids[3], body: 'level 4', depth: 4 })
    expect(idsOf(found.ancestors)).toEqual(ids.slice(0, 3))
    expect((await get(ctx, ids[0] ?? 0)).ancestors).toEqual([])
  })
})

describe('depth', () => {
  it('ends: what stands on the last level is answered further up', async () => {
    const ids = await chain(MAX_DEPTH)
    await expect(say(author, subject, 'deeper', ids.at(-1))).rejects.toMatchObject({
      code: 'TOO_DEEP',
    })
    expect((await get(ctx, ids.at(-1) ?? 0)).ancestors).toHaveLength(MAX_DEPTH - 1)
    await say(author, subject, 'beside', ids.at(-2))
    expect(await counters(ctx, subject.id)).toMatchObject({ post: MAX_DEPTH + 1 })
  })

  it('has no way around, not even for many at once', async () => {
    const ids = await chain(MAX_DEPTH)
    const deepest = ids.at(-1)
    const tries = Array.from({ length: 8 }, () => say(author, subject, 'deeper', deepest))
    const results = await Promise.allSettled(tries)
    expect(results.every(({ status }) => status === 'rejected')).toBe(true)
    const { rows } = await sql`select from comment where depth > ${MAX_DEPTH}`.execute(ctx.db)
    expect(rows).toEqual([])
  })
})

describe('a comment and what it answers', () => {
  it('stand under the same subject', async () => {
    const elsewhere = (await addPost(ctx)).subject
    const id = await say(author, elsewhere, 'elsewhere')
    const wrong = { code: 'BAD_INPUT', fields: [{ pointer: '/parentId' }] }
    await expect(say(author, subject, 'here', id)).rejects.toMatchObject(wrong)
    await expect(list(ctx, subject, { parentId: id })).rejects.toMatchObject(wrong)
    const productId = await addProduct(ctx)
    const product = { kind: 'product', id: productId } as const
    await expect(say(author, product, 'here', id)).rejects.toMatchObject(wrong)
    expect((await list(ctx, subject)).total).toBe(0)
  })

  it('are both there', async () => {
    const missing = { code: 'COMMENT_NOT_FOUND', fields: [{ pointer: '/parentId' }] }
    await expect(say(author, subject, 'x', 2_147_483_647)).rejects.toMatchObject(missing)
    await expect(list(ctx, subject, { parentId: 2_147_483_647 })).rejects.toMatchObject(missing)
  })

  it('cannot go in a circle, not even by a hand at the database', async () => {
    const [above = 0, below = 0] = await chain(2)
    const hang = (id: number, parentId: number) =>
      sql`update comment set parent_id = ${parentId}, depth = 2 where id = ${id}`.execute(ctx.db)
    await expect(hang(above, below)).rejects.toMatchObject({ code: '23514' })
    await expect(hang(below, below)).rejects.toMatchObject({ code: '23514' })
    await expect(hang(above, above)).rejects.toMatchObject({ code: '23514' })
  })

  it('say so by their depth: none is deep without a parent, none at the top with one', async () => {
    const [above = 0, below = 0] = await chain(2)
    const deep = sql`update comment set depth = 2 where id = ${above}`.execute(ctx.db)
    await expect(deep).rejects.toMatchObject({ code: '23514' })
    const high = sql`update comment set depth = 1 where id = ${below}`.execute(ctx.db)
    await expect(high).rejects.toMatchObject({ code: '23514' })
  })
})

describe('what was taken back', () => {
  it('keeps what was answered, without its words and without who said it', async () => {
    const [top = 0, middle = 0, bottom = 0] = await chain(3)
    await remove(author, middle)
    const { items } = await list(ctx, subject, { parentId: top })
    expect(items).toMatchObject([
      { id: middle, body: null, author: null, deleted: true, replies: 1 },
    ])
    const found = await get(ctx, bottom)
    expect(found.ancestors).toMatchObject([
      { id: top, body: 'level 1', deleted: false },
      { id: middle, body: null, author: null, deleted: true },
    ])
    expect(JSON.stringify(await list(ctx, subject, { withReplies: 5 }))).not.toContain('level 2')
    expect((await get(ctx, middle)).comment.body).toBeNull()
  })

  it('is gone when nothing was answered, and goes with the last answer', async () => {
    const [top = 0, middle = 0, bottom = 0] = await chain(3)
    await remove(author, top)
    await remove(author, middle)
    expect((await list(ctx, subject)).items).toMatchObject([{ id: top, replies: 1 }])
    await remove(author, bottom)
    expect(await list(ctx, subject)).toEqual({ items: [], nextCursor: null, total: 0 })
    await expect(get(ctx, top)).rejects.toMatchObject({ code: 'COMMENT_NOT_FOUND' })
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  })

  it('comes back above an answer that is shown again', async () => {
    const [top = 0, middle = 0, bottom = 0] = await chain(3)
    await setStatus(ctx, bottom, 'hidden')
    await remove(author, middle)
    await remove(author, top)
    expect((await list(ctx, subject)).items).toEqual([])
    await setStatus(ctx, bottom, 'visible')
    expect(idsOf((await list(ctx, subject)).items)).toEqual([top])
    expect(idsOf((await get(ctx, bottom)).ancestors)).toEqual([top, middle])
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  })

  it('is not answered any more, whether its place is still shown or not', async () => {
    const [top = 0, bottom = 0] = await chain(2)
    await remove(author, top)
    const closed = { code: 'COMMENTS_CLOSED' }
    await expect(say(author, subject, 'late', top)).rejects.toMatchObject(closed)
    await say(author, subject, 'still', bottom)
    const alone = await say(author, subject, 'alone')
    await remove(author, alone)
    await expect(say(author, subject, 'late', alone)).rejects.toMatchObject(closed)
  })
})

describe.each(['held', 'hidden'] as const)('a comment that is %s', (status) => {
  it('is a gap above what was answered, else left out', async () => {
    const [top = 0, bottom = 0] = await chain(2)
    await setStatus(ctx, top, status)
    expect((await list(ctx, subject)).items).toMatchObject([{ id: top, body: null, deleted: true }])
    await expect(say(author, subject, 'x', top)).rejects.toMatchObject({ code: 'COMMENTS_CLOSED' })
    await setStatus(ctx, bottom, status)
    expect(await list(ctx, subject)).toEqual({ items: [], nextCursor: null, total: 0 })
    await expect(say(author, subject, 'x', top)).rejects.toMatchObject({
      code: 'COMMENT_NOT_FOUND',
    })
    await setStatus(ctx, top, 'visible')
    expect((await list(ctx, subject)).items).toMatchObject([{ id: top, replies: 0 }])
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  })
})
