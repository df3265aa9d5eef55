import type { Ctx } from '@loadout/core'
import { recountComments } from '@loadout/core/comments'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import { addPost, counters, list, NOTHING_OFF, say, setStatus, vote } from './commenting.ts'

let harness: Harness
let ctx: Ctx
let postId: number
let subject: { readonly kind: 'post'; readonly id: number }
let threadId: number
/** Each answers the one before. */
let top: number
let middle: number
let bottom: number
let warnings: unknown[]
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
  const post = await addPost(ctx)
  subject = post.subject
  postId = post.id
  const author = await asGuest(ctx)
  top = await say(author, subject, 'top')
  middle = await say(author, subject, 'middle', top)
  bottom = await say(author, subject, 'bottom', middle)
  await vote(await asGuest(ctx), bottom, 1)
  await vote(await asGuest(ctx), bottom, -1)
  const row = await ctx.db
    .selectFrom('comment')
    .select('thread_id')
    .where('id', '=', top)
    .executeTakeFirstOrThrow()
  threadId = row.thread_id
})

const recount = (dryRun = false) => recountComments(ctx, { from: threadId, to: threadId, dryRun })
const spoil = () =>
  sql`
    with c as (update comment set replies = 7, likes = 5, dislikes = 0 where id = ${bottom}),
      p as (update post set comments = 9 where id = ${postId})
    update comment_thread set comments = 8 where id = ${threadId}
  `.execute(ctx.db)

describe('a recount', () => {
  it('finds nothing off in what verbs have written, and writes nothing', async () => {
    const before = await counters(ctx, postId)
    expect(await recount()).toEqual({ threads: 1, off: NOTHING_OFF })
    expect(await counters(ctx, postId)).toEqual(before)
    expect(before).toMatchObject({ post: 3, thread: 3 })
    expect(warnings).toEqual([])
  })

  it('puts right what is off and says so', async () => {
    const before = await counters(ctx, postId)
    await spoil()
    const off = { comments: 1, threads: 1, posts: 1 }
    expect((await recount()).off).toEqual(off)
    expect(await counters(ctx, postId)).toEqual(before)
    expect(warnings).toEqual([off])
    expect((await recount()).off).toEqual(NOTHING_OFF)
  })

  it('only looks on a dry run', async () => {
    await spoil()
    const before = await counters(ctx, postId)
    expect((await recount(true)).off).toEqual({ comments: 1, threads: 1, posts: 1 })
    expect(await counters(ctx, postId)).toEqual(before)
  })

  it('shows again what is above something visible, however deep, and hides what holds nothing', async () => {
    await setStatus(ctx, top, 'hidden')
    await setStatus(ctx, middle, 'hidden')
    await sql`update comment set replies = 0 where id in (${top}, ${middle})`.execute(ctx.db)
    expect((await list(ctx, subject)).items).toEqual([])
    expect((await recount()).off).toEqual({ comments: 2, threads: 0, posts: 0 })
    expect((await list(ctx, subject)).items).toMatchObject([{ id: top, replies: 1 }])
    await setStatus(ctx, bottom, 'hidden')
    expect((await list(ctx, subject)).items).toEqual([])
    await sql`update comment set replies = 1 where id = ${middle}`.execute(ctx.db)
    expect((await recount()).off).toEqual({ comments: 1, threads: 0, posts: 0 })
    expect((await recount(true)).off).toEqual(NOTHING_OFF)
  })

  it('counts votes of accounts that are gone no more', async () => {
    const gone = await asGuest(ctx)
    await vote(gone, bottom, 1)
    await sql`delete from account where id = ${gone.accountId}`.execute(ctx.db)
    expect((await recount()).off).toEqual({ comments: 1, threads: 0, posts: 0 })
    const { comments } = await counters(ctx, postId)
    expect(comments.at(-1)).toMatchObject({ id: bottom, likes: 1, dislikes: 1 })
  })

  it('goes through a range of threads, slice by slice, and takes none apart', async () => {
    await sql`
      insert into comment_thread (subject_kind, subject_id, comments)
      select 11, n, case when n % 500 = 0 then 30000 else 0 end from generate_series(1, 2500) as n
    `.execute(ctx.db)
    const { rows } = await sql<{ from: number; to: number }>`
      select min(id) as from, max(id) as to from comment_thread where subject_kind = 11
    `.execute(ctx.db)
    const { from = 0, to = 0 } = rows[0] ?? {}
    const { threads, off } = await recountComments(ctx, { from, to, dryRun: false })
    expect({ threads, off }).toEqual({ threads: 2_500, off: { ...NOTHING_OFF, threads: 5 } })
    const behind = { from: to + 1, to: to + 1, dryRun: true }
    expect(await recountComments(ctx, behind)).toEqual({ threads: 0, off: NOTHING_OFF })
  })

  it('stops between two slices when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('the worker stops'))
    const input = { from: threadId, to: threadId, dryRun: false }
    await expect(recountComments({ ...ctx, signal }, input)).rejects.toThrow('the worker stops')
  })
})
