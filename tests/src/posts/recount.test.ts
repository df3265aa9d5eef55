import type { Ctx } from '@loadout/core'
import { addComments, getPost, recountPosts } from '@loadout/core/posts'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import { reactTo, vote, write } from './posting.ts'

const NOTHING = { posts: 0, reactions: 0 }

let harness: Harness
let ctx: Ctx
let postId: number
let warnings: unknown[]
let voters: readonly (Ctx & { readonly accountId: number })[]
beforeAll(async () => {
  harness = await createHarness()
  ctx = {
    ...harness.ctx,
    log: { ...harness.ctx.log, warn: (_message, fields) => warnings.push(fields) },
  }
})
afterAll(() => harness.close())
beforeEach(async () => {
  warnings = []
  voters = await Promise.all(Array.from({ length: 3 }, () => asGuest(ctx)))
  postId = await write(await asGuest(ctx))
  for (const [n, voter] of voters.entries()) {
    await vote(voter, postId, n === 0 ? -1 : 1)
    await reactTo(voter, postId, n === 0 ? '😂' : '🔥')
  }
})

const recount = (dryRun = false) => recountPosts(ctx, { from: postId, to: postId, dryRun })
const spoil = () =>
  sql`
    with posts as (update post set likes = 9, dislikes = -1 where id = ${postId}),
      more as (update reaction_count set count = 5 where subject_id = ${postId} and emoji = '😂')
    delete from reaction_count where subject_id = ${postId} and emoji = '🔥'
  `.execute(ctx.db)
const counters = async () => {
  const { likes, dislikes, reactions } = await getPost(ctx, { postId })
  return { likes, dislikes, reactions }
}
const RIGHT = {
  likes: 2,
  dislikes: 1,
  reactions: [
    { emoji: '🔥', count: 2 },
    { emoji: '😂', count: 1 },
  ],
}

describe('a recount', () => {
  it('finds nothing off in what verbs have written', async () => {
    expect(await counters()).toEqual(RIGHT)
    expect(await recount()).toEqual({ posts: 1, off: NOTHING, examples: [] })
    expect(warnings).toEqual([])
  })

  it('puts right what is off and says so', async () => {
    await spoil()
    expect(await recount()).toEqual({
      posts: 1,
      off: { posts: 1, reactions: 2 },
      examples: [postId],
    })
    expect(await counters()).toEqual(RIGHT)
    expect(warnings).toEqual([{ posts: 1, reactions: 2, examples: [postId] }])
    expect((await recount()).off).toEqual(NOTHING)
  })

  it('only looks on a dry run', async () => {
    await spoil()
    const before = await counters()
    expect((await recount(true)).off).toEqual({ posts: 1, reactions: 2 })
    expect(await counters()).toEqual(before)
  })

  it('counts votes on what is hidden as well', async () => {
    await sql`update post set status = 2, likes = 0 where id = ${postId}`.execute(ctx.db)
    expect((await recount()).off).toEqual({ posts: 1, reactions: 0 })
    expect(await counters()).toMatchObject({ likes: 2 })
  })

  it('takes the votes and reactions of an account that is gone out of the counters', async () => {
    await sql`delete from account where id = ${voters[2]?.accountId ?? 0}`.execute(ctx.db)
    expect((await recount()).off).toEqual({ posts: 1, reactions: 1 })
    expect(await counters()).toMatchObject({
      ...{ likes: 1, dislikes: 1 },
      reactions: [
        { emoji: '🔥', count: 1 },
        { emoji: '😂', count: 1 },
      ],
    })
  })

  it('leaves comments to who keeps them', async () => {
    await ctx.db.transaction().execute((tx) => addComments(tx, postId, 3))
    await ctx.db.transaction().execute((tx) => addComments(tx, postId, -1))
    expect((await recount()).off).toEqual(NOTHING)
    expect(await getPost(ctx, { postId })).toMatchObject({ comments: 2 })
  })

  it('goes through all posts, slice after slice, and stops when it is told to', async () => {
    await sql`
      insert into post (account_id, title, content, likes)
      select account_id, 'x', 'x', case when n % 3000 = 0 then 1 else 0 end
      from post, generate_series(1, 6000) as n where id = ${postId}
    `.execute(ctx.db)
    const all = { from: postId, to: 2_147_483_647 }
    const looked = await recountPosts(ctx, { ...all, dryRun: true })
    expect(looked.posts).toBeGreaterThan(6_000)
    expect(looked.off).toEqual({ posts: 2, reactions: 0 })
    const signal = AbortSignal.abort(new Error('the worker stops'))
    const stopped = recountPosts({ ...ctx, signal }, { ...all, dryRun: false })
    await expect(stopped).rejects.toThrow('the worker stops')
    expect(await recountPosts(ctx, { ...all, dryRun: false })).toEqual(looked)
    expect((await recountPosts(ctx, { ...all, dryRun: true })).off).toEqual(NOTHING)
  })
})
