import type { Actor, Ctx } from '@loadout/core'
import { getPost, removePost } from '@loadout/core/posts'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addUser } from '../accounts/signing-in.ts'
import { act, takeBack, undo } from '../moderation/moderating.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import { byAuthor, edit, reactTo, report, revisions, stored, vote, write } from './posting.ts'

let harness: Harness
let ctx: Ctx
let author: Awaited<ReturnType<typeof asGuest>>
let other: Awaited<ReturnType<typeof asGuest>>
let postId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  author = await asGuest(ctx)
  other = await asGuest(ctx)
  postId = await write(author, { tags: ['fps'] })
})

const as = (actor: Actor): Ctx => ({ ...ctx, actor })
const moderator = () => as({ kind: 'account', accountId: other.accountId, role: 'moderator' })
const key = (...scopes: 'moderation:write'[]) => as({ kind: 'api-key', keyId: 'k', scopes })
const subject = () => ({ kind: 'post', id: postId }) as const
const shadow = () => sql`update post set status = 4 where id = ${postId}`.execute(ctx.db)
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'OK',
    (error) => error.code,
  )

describe("somebody else's post", () => {
  it.each([
    ['edits', () => edit(other, { postId, title: 'Mine', content: 'Mine', tags: ['mine'] })],
    [
      'edits with the right revision',
      () => edit(other, { postId, title: 'A', expectedRevision: 1 }),
    ],
    ['edits with a wrong revision', () => edit(other, { postId, title: 'A', expectedRevision: 7 })],
    ['removes', () => removePost(other, { postId })],
    ['edits as a moderator', () => edit(moderator(), { postId, title: 'Mine' })],
    ['removes as a moderator', () => removePost(moderator(), { postId })],
  ])('nobody %s: its row, tags and revisions stay what they were', async (_, change) => {
    await edit(author, { postId, title: 'Second' })
    await vote(other, postId, 1)
    const before = await stored(ctx, postId)
    await expect(change()).rejects.toMatchObject({
      code: 'POST_NOT_FOUND',
      fields: [{ pointer: '/postId', message: 'no such post of yours' }],
    })
    expect(await stored(ctx, postId)).toEqual(before)
  })

  it('has a past that is nobody else’s business', async () => {
    await edit(author, { postId, title: 'Second' })
    await expect(revisions(other, postId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(revisions(key(), postId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(revisions(as({ kind: 'anonymous' }), postId)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    for (const who of [author, moderator(), key('moderation:write')]) {
      expect((await revisions(who, postId)).items).toHaveLength(1)
    }
  })

  it('has a past that does not give away what cannot be seen', async () => {
    await act(ctx, subject(), 'hide')
    await expect(revisions(other, postId)).rejects.toMatchObject({ code: 'POST_NOT_FOUND' })
    expect((await revisions(author, postId)).items).toEqual([])
    await removePost(author, { postId })
    await expect(revisions(author, postId)).rejects.toMatchObject({ code: 'POST_NOT_FOUND' })
    expect((await revisions(moderator(), postId)).items).toEqual([])
    await expect(revisions(moderator(), 2_000_000_000)).rejects.toMatchObject({
      code: 'POST_NOT_FOUND',
    })
  })
})

/** What each viewer of a post with a status is told it has. */
const SEEN = [
  ['visible', { author: 'visible', other: 'visible', moderator: 'visible' }],
  ['held', { author: 'held', other: null, moderator: 'held' }],
  ['hidden', { author: 'hidden', other: null, moderator: 'hidden' }],
  ['shadowed', { author: 'visible', other: null, moderator: 'shadowed' }],
  ['deleted', { author: null, other: null, moderator: 'deleted' }],
  ['removed', { author: null, other: null, moderator: 'deleted' }],
] as const

async function bring(status: (typeof SEEN)[number][0]): Promise<void> {
  if (status === 'shadowed') await shadow()
  if (status === 'held') await act(ctx, subject(), 'hold')
  if (status === 'hidden') await act(ctx, subject(), 'hide')
  if (status === 'deleted') await act(ctx, subject(), 'delete')
  if (status === 'removed') await removePost(author, { postId })
}

describe.each(SEEN)('a %s post', (status, seen) => {
  beforeEach(() => bring(status))

  it('is seen by whom it is for', async () => {
    const told = async (who: Ctx) => {
      const post = await getPost(who, { postId }).catch((error) => error.code)
      return post === 'POST_NOT_FOUND' ? null : post.status
    }
    expect(await told(author)).toBe(seen.author)
    for (const who of [other, as({ kind: 'anonymous' }), key()]) {
      expect(await told(who)).toBe(seen.other)
    }
    for (const who of [moderator(), key('moderation:write')]) {
      expect(await told(who)).toBe(seen.moderator)
    }
  })

  it('is listed where it is seen', async () => {
    const listed = async (who: Ctx) =>
      (await byAuthor(who, author.accountId)).items.map((post) => post.status)
    expect(await listed(author)).toEqual(seen.author === null ? [] : [seen.author])
    // Others are shown what all can see; the queue has the rest for moderators.
    const shown = seen.other === null ? [] : [seen.other]
    for (const who of [other, moderator(), as({ kind: 'anonymous' })]) {
      expect(await listed(who)).toEqual(shown)
    }
  })

  it('is voted on, reported and reacted to by others where all can see it', async () => {
    const expected = seen.other === null ? 'POST_NOT_FOUND' : 'OK'
    expect(await outcome(vote(other, postId, 1))).toBe(expected)
    expect(await outcome(reactTo(other, postId))).toBe(expected)
    expect(await outcome(report(other, postId))).toBe(expected)
  })

  it('lets its author find out nothing of the shadows', async () => {
    const own = seen.author === 'visible' ? 'OWN_CONTENT' : 'POST_NOT_FOUND'
    expect(await outcome(vote(author, postId, 1))).toBe(own)
    expect(await outcome(report(author, postId))).toBe(own)
    expect(await outcome(reactTo(author, postId))).toBe(own === 'OWN_CONTENT' ? 'OK' : own)
  })
})

describe('moderation of a post', () => {
  it('gives one in the shadows back to them when an action on it is undone', async () => {
    await shadow()
    const { actionId } = await act(ctx, subject(), 'hide')
    expect(await undo(ctx, actionId)).toMatchObject({ before: 'hidden', after: 'shadowed' })
    expect((await getPost(author, { postId })).status).toBe('visible')
  })

  it('cannot bring back what its author removed', async () => {
    await takeBack(author, subject())
    await expect(act(ctx, subject(), 'restore')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await stored(ctx, postId)).post?.status).toBe(3)
  })

  it('hides what many report until somebody has looked', async () => {
    for (let n = 0; n < ctx.moderation.hideAtReports; n += 1) {
      expect(await report(await asGuest(ctx), postId)).toEqual({ reported: true, isNew: true })
    }
    expect((await stored(ctx, postId)).post?.status).toBe(2)
    expect(await outcome(report(await asGuest(ctx), postId))).toBe('POST_NOT_FOUND')
    expect((await getPost(author, { postId })).status).toBe('hidden')
  })

  it('does not hide what the people of the site have written, whoever reports it', async () => {
    for (const role of ['moderator', 'admin'] as const) {
      const staff = await addUser(ctx, role)
      const id = await write(as({ kind: 'account', accountId: staff.id, role }))
      for (let n = 0; n < ctx.moderation.hideAtReports; n += 1) await report(await asGuest(ctx), id)
      expect((await stored(ctx, id)).post?.status).toBe(0)
      expect(await outcome(report(await asGuest(ctx), id))).toBe('OK')
    }
  })

  it('counts a report once a person', async () => {
    await report(other, postId)
    expect(await report(other, postId)).toEqual({ reported: true, isNew: false })
  })
})

describe('an account that goes', () => {
  it('takes its posts, their tags and revisions along, and its reactions', async () => {
    await edit(author, { postId, title: 'Second' })
    const kept = await write(other)
    await reactTo(author, kept)
    await sql`delete from account where id = ${author.accountId}`.execute(ctx.db)
    expect(await stored(ctx, postId)).toMatchObject({ tags: [], revisions: [] })
    expect((await stored(ctx, postId)).post).toBeUndefined()
    const left = await ctx.db
      .selectFrom('reaction')
      .selectAll()
      .where('subject_id', '=', kept)
      .execute()
    expect(left).toEqual([])
  })
})
