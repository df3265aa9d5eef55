import { ANONYMOUS, type Ctx } from '@loadout/core'
import { commentRevisions, commentsContract as contract } from '@loadout/core/comments'
import { runErasure } from '@loadout/core/personal'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { act, log, queue, undo } from '../moderation/moderating.ts'
import { told } from '../notifications/telling.ts'
import { block } from '../social/socialising.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import {
  addPost,
  bodies,
  byAuthor,
  counters,
  drift,
  edit,
  get,
  idsOf,
  list,
  NOTHING_OFF,
  remove,
  report,
  type Subject,
  say,
  shadowBan,
  signedUp,
  vote,
} from './commenting.ts'

type Person = Ctx & { readonly accountId: number }

let harness: Harness
let ctx: Ctx
let author: Person
let other: Person
let moderator: Person
let subject: Subject & { readonly kind: 'post' }
let id: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  await sql`insert into held_word (word) values ('scam')`.execute(ctx.db)
  moderator = await signedUp(await asGuest(ctx), 'Mod', 'moderator')
})
afterAll(() => harness.close())
beforeEach(async () => {
  author = await asGuest(ctx)
  other = await asGuest(ctx)
  subject = (await addPost(ctx)).subject
  id = await say(author, subject, 'First words.')
})

const revisions = (by: Ctx, input: object = {}) =>
  commentRevisions(by, contract.commentRevisionsInput.parse({ commentId: id, ...input }))
const later = (by: Ctx, minutes: number): Ctx => ({
  ...by,
  clock: { ...by.clock, now: () => new Date(by.clock.now().getTime() + minutes * 60_000) },
})
const missing = { code: 'COMMENT_NOT_FOUND', fields: [{ pointer: '/commentId' }] }

describe('an edit', () => {
  it('changes the words, says so, and keeps what they were', async () => {
    expect(await edit(author, id, 'Second words.')).toEqual({
      ...{ id, revision: 2, status: 'visible', heldFor: null },
    })
    await edit(author, id, 'Third words.')
    const { comment } = await get(ctx, id)
    expect(comment.body).toBe('Third words.')
    expect(Date.parse(comment.editedAt ?? '')).toBeGreaterThan(0)
    expect(await revisions(author)).toMatchObject({
      items: [
        { revision: 2, body: 'Second words.' },
        { revision: 1, body: 'First words.' },
      ],
      nextCursor: null,
    })
    const { nextCursor } = await revisions(author, { limit: 1 })
    expect((await revisions(author, { cursor: nextCursor })).items).toMatchObject([{ revision: 1 }])
  })

  it('that changes nothing leaves no trace', async () => {
    expect(await edit(author, id, ' First words. ')).toMatchObject({
      id,
      revision: 1,
      status: 'visible',
    })
    expect((await get(ctx, id)).comment.editedAt).toBeNull()
    expect((await revisions(author)).items).toEqual([])
  })

  it('comes in time, or is too late', async () => {
    expect(ctx.comments.editMinutes).toBe(15)
    await edit(later(author, 14), id, 'In time.')
    await expect(edit(later(author, 16), id, 'Late.')).rejects.toMatchObject({
      code: 'EDIT_TOO_LATE',
    })
    await edit({ ...later(author, 59), comments: { editMinutes: 60 } }, id, 'In time again.')
    expect((await get(ctx, id)).comment.body).toBe('In time again.')
  })

  it('of one’s own is never too late for a moderator', async () => {
    const own = await say(moderator, subject, 'Rules.')
    await edit(later(moderator, 10_000), own, 'New rules.')
    await expect(edit(moderator, id, 'Corrected.')).rejects.toMatchObject(missing)
  })

  it('with a word of the list waits for a moderator, and is counted no more', async () => {
    expect(await edit(author, id, 'A scam.')).toMatchObject({ status: 'held', heldFor: 'words' })
    expect(await list(ctx, subject)).toEqual({ items: [], nextCursor: null, total: 0 })
    expect((await byAuthor(author, author.accountId)).items).toMatchObject([
      { id, body: 'A scam.', status: 'held', deleted: false },
    ])
    await edit(author, id, 'No longer one.')
    expect((await list(ctx, subject)).items).toEqual([])
    await act(ctx, { kind: 'comment', id }, 'restore')
    expect(bodies((await list(ctx, subject)).items)).toEqual(['No longer one.'])
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  })

  it('does not bring back what was taken back', async () => {
    await remove(author, id)
    await expect(edit(author, id, 'Back.')).rejects.toMatchObject(missing)
  })
})

describe('the earlier words of a comment', () => {
  beforeEach(async () => {
    await edit(author, id, 'Second words.')
  })

  it('are for its author and for moderators', async () => {
    for (const by of [author, moderator, ctx]) expect((await revisions(by)).items).toHaveLength(1)
    await expect(revisions(other)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(revisions({ ...ctx, actor: ANONYMOUS })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })

  it('are for moderators alone once it is taken back', async () => {
    await remove(author, id)
    await expect(revisions(author)).rejects.toMatchObject(missing)
    await expect(revisions(other)).rejects.toMatchObject(missing)
    expect((await revisions(moderator)).items).toHaveLength(1)
  })
})

describe('a removal', () => {
  it('is for good, and a second time changes nothing', async () => {
    expect(await remove(author, id)).toEqual({ removed: true })
    expect(await remove(author, id)).toEqual({ removed: true })
    expect(await counters(ctx, subject.id)).toMatchObject({ post: 0, thread: 0 })
    expect((await byAuthor(author, author.accountId)).items).toEqual([])
    await expect(act(ctx, { kind: 'comment', id }, 'restore')).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('a vote', () => {
  it('counts once a person, whatever it is set to and how often', async () => {
    expect(await vote(other, id, 1)).toEqual({ likes: 1, dislikes: 0, score: 1, myVote: 1 })
    expect(await vote(other, id, 1)).toEqual({ likes: 1, dislikes: 0, score: 1, myVote: 1 })
    expect(await vote(moderator, id, -1)).toEqual({ likes: 1, dislikes: 1, score: 0, myVote: -1 })
    expect(await vote(other, id, -1)).toEqual({ likes: 0, dislikes: 2, score: -2, myVote: -1 })
    expect(await vote(other, id, 0)).toEqual({ likes: 0, dislikes: 1, score: -1, myVote: 0 })
    expect((await get(ctx, id)).comment).toMatchObject({ likes: 0, dislikes: 1, score: -1 })
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  })

  it('is told to who gave it: nobody’s, none, or which', async () => {
    await vote(other, id, -1)
    const mine = async (by: Ctx) => (await list(by, subject)).items[0]?.myVote
    expect(await mine({ ...ctx, actor: ANONYMOUS })).toBeNull()
    expect(await mine(author)).toBe(0)
    expect(await mine(other)).toBe(-1)
    expect((await get(other, id)).comment.myVote).toBe(-1)
  })

  it('is not for one’s own words, nor for what cannot be read', async () => {
    await expect(vote(author, id, 1)).rejects.toMatchObject({ code: 'OWN_CONTENT' })
    await say(other, subject, 'So it stays.', id)
    await remove(author, id)
    await expect(vote(other, id, 1)).rejects.toMatchObject(missing)
    await expect(vote(other, 2_147_483_647, 1)).rejects.toMatchObject(missing)
  })

  it('moves a comment up in the order of votes', async () => {
    const second = await say(author, subject, 'Second.')
    const third = await say(author, subject, 'Third.')
    await vote(other, id, 1)
    await vote(other, third, -1)
    const { items } = await list(ctx, subject, { sort: 'top' })
    expect(idsOf(items)).toEqual([id, second, third])
  })
})

describe('a report', () => {
  it('puts a comment before the moderators, and many hide it', async () => {
    const reporters = await Promise.all(Array.from({ length: 3 }, () => asGuest(ctx)))
    for (const [n, by] of reporters.entries()) {
      expect(await report(by, id, { reason: 'abuse' })).toEqual({ reported: true, isNew: true })
      expect((await list(ctx, subject)).items).toHaveLength(n < 2 ? 1 : 0)
    }
    const { items } = await queue(ctx, { kind: 'comment' })
    expect(items.find((one) => one.subject.id === id)).toMatchObject({
      reports: 3,
      reasons: [{ reason: 'abuse', count: 3 }],
      text: { text: 'First words.', productId: null, accountId: author.accountId, author: 'Guest' },
    })
    expect(await counters(ctx, subject.id)).toMatchObject({ post: 0, thread: 0 })
    await act(ctx, { kind: 'comment', id }, 'restore')
    expect(await counters(ctx, subject.id)).toMatchObject({ post: 1, thread: 1 })
  })

  it('is told apart from a second one, and is not for one’s own words', async () => {
    await report(other, id)
    expect(await report(other, id)).toEqual({ reported: true, isNew: false })
    await expect(report(author, id)).rejects.toMatchObject({ code: 'OWN_CONTENT' })
    await remove(author, id)
    await expect(report(other, id)).rejects.toMatchObject(missing)
  })
})

describe('a moderator', () => {
  it('hides, restores and deletes a comment, and takes that back', async () => {
    const comment = { kind: 'comment', id } as const
    const visible = async () => (await list(ctx, subject)).items.length
    const { actionId } = await act(moderator, comment, 'hide')
    expect(await visible()).toBe(0)
    await undo(moderator, actionId)
    expect(await visible()).toBe(1)
    await act(moderator, comment, 'delete')
    expect(await visible()).toBe(0)
    await act(moderator, comment, 'restore')
    expect(await visible()).toBe(1)
    expect((await log(ctx, { subject: comment })).items).toHaveLength(4)
    expect(await counters(ctx, subject.id)).toMatchObject({ post: 1, thread: 1 })
    const nothing = { kind: 'comment', id: 2_147_483_647 } as const
    await expect(act(moderator, nothing, 'hide')).rejects.toMatchObject({
      code: 'COMMENT_NOT_FOUND',
    })
  })

  it('shows the name of who signed up', async () => {
    const own = await say(moderator, subject, 'A scam?')
    const { items } = await queue(ctx, { kind: 'comment', limit: 100 })
    const found = items.find((one) => one.subject.id === own)
    expect(found).toMatchObject({ cause: 'words', text: { author: 'Mod', status: 'held' } })
    expect((await list(moderator, subject)).items.map((one) => one.author)).toEqual([
      { id: author.accountId, name: null },
    ])
  })
})

describe('who may not write', () => {
  it('is told so', async () => {
    await sql`
      update account set muted_until = now() + interval '1 day' where id = ${author.accountId}
    `.execute(ctx.db)
    await expect(say(author, subject, 'x')).rejects.toMatchObject({ code: 'MUTED' })
    await expect(edit(author, id, 'x')).rejects.toMatchObject({ code: 'MUTED' })
    await remove(author, id)
  })
})

describe('who has blocked somebody', () => {
  it('is not answered by them, on the own post or under the own words, and does not answer them', async () => {
    const post = await addPost(ctx)
    const below = await say(author, post.subject, 'Mine.')
    const owner = await signedUp(post.author, `Owner ${post.id}`)
    const user = await signedUp(author, `User ${post.id}`)
    await block(user, other.accountId)
    const blocked = { code: 'BLOCKED' }
    await expect(say(other, subject, 'x', id)).rejects.toMatchObject(blocked)
    const theirs = await say(other, subject, 'Beside it.')
    await expect(say(author, subject, 'x', theirs)).rejects.toMatchObject(blocked)
    await block(owner, other.accountId)
    await expect(say(other, post.subject, 'x')).rejects.toMatchObject(blocked)
    await expect(say(other, post.subject, 'x', below)).rejects.toMatchObject(blocked)
    await block(user, other.accountId, 'block', false)
    await say(other, subject, 'Again.', id)
  })
})

describe('who is answered', () => {
  it('is told, under the post as under a comment, but not of themselves', async () => {
    const post = await addPost(ctx)
    const first = await say(author, post.subject, 'First.')
    const reply = await say(other, post.subject, 'Reply.', first)
    await say(author, post.subject, 'To myself.', first)
    expect((await told(post.author)).items).toMatchObject([
      { kind: 'reply', subject: post.subject, actor: { id: author.accountId }, count: 1 },
    ])
    expect((await told(author)).items).toMatchObject([
      {
        ...{ kind: 'reply', subject: { kind: 'comment', id: first }, detail: { commentId: reply } },
      },
    ])
  })

  it('is not told of what waits for a moderator or is in the shadows', async () => {
    await say(other, subject, 'A scam.', id)
    await shadowBan(other)
    await say(other, subject, 'Dark.', id)
    expect((await told(author)).items).toEqual([])
  })
})

describe('who writes into the shadows', () => {
  it('sees what it wrote as if everybody did, and nobody else does', async () => {
    await shadowBan(author)
    const reply = await say(author, subject, 'In the dark.', id)
    expect(await edit(author, reply, 'Darker.')).toMatchObject({ status: 'visible' })
    const below = await say(author, subject, 'Below.', reply)
    const top = await say(author, subject, 'On top.')
    const mine = await list(author, subject, { withReplies: 5 })
    expect(mine.items).toMatchObject([
      { id: top, body: 'On top.', deleted: false },
      { id, replies: 1, firstReplies: [{ id: reply, body: 'Darker.', replies: 1 }] },
    ])
    expect(bodies((await list(author, subject, { parentId: reply })).items)).toEqual(['Below.'])
    expect(idsOf((await get(author, below)).ancestors)).toEqual([id, reply])
    const theirs = await list(other, subject, { withReplies: 5 })
    expect(theirs).toMatchObject({ total: 1, items: [{ id, replies: 0, firstReplies: [] }] })
    for (const hidden of [reply, below, top]) {
      await expect(get(other, hidden)).rejects.toMatchObject(missing)
      await expect(vote(other, hidden, 1)).rejects.toMatchObject(missing)
      await expect(say(other, subject, 'x', hidden)).rejects.toMatchObject({
        code: 'COMMENT_NOT_FOUND',
      })
      await expect(vote(author, hidden, 1)).rejects.toMatchObject({ code: 'OWN_CONTENT' })
    }
    await expect(list(other, subject, { parentId: reply })).rejects.toMatchObject({
      code: 'COMMENT_NOT_FOUND',
    })
    expect((await byAuthor(author, author.accountId)).items.map((one) => one.status)).toEqual(
      Array(4).fill('visible'),
    )
    expect(idsOf((await byAuthor(other, author.accountId)).items)).toEqual([id])
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  })

  it('changes what everybody could see for its own eyes only', async () => {
    await shadowBan(author)
    expect(await edit(author, id, 'Dark now.')).toMatchObject({ status: 'visible' })
    expect((await list(other, subject)).items).toEqual([])
    expect((await list(author, subject)).items).toMatchObject([{ id, body: 'Dark now.' }])
  })

  it('is brought to light by a moderator, and by who takes that back into the shadows again', async () => {
    await shadowBan(author)
    const dark = await say(author, subject, 'Dark.')
    const { actionId } = await act(moderator, { kind: 'comment', id: dark }, 'restore')
    expect((await list(other, subject)).total).toBe(2)
    await undo(moderator, actionId)
    expect((await list(other, subject)).total).toBe(1)
  })
})

describe('an account that is erased', () => {
  it('leaves the place of its comments, but no word that it ever wrote', async () => {
    await edit(author, id, 'Second words.')
    const reply = await say(other, subject, 'An answer.', id)
    const below = await say(author, subject, 'Mine again.', reply)
    expect(await runErasure(ctx, { accountId: author.accountId })).toMatchObject({ texts: 2 })
    expect((await list(ctx, subject, { withReplies: 1 })).items).toMatchObject([
      { id, body: null, author: null, deleted: true, firstReplies: [{ id: reply, replies: 0 }] },
    ])
    const { rows } = await sql<{ row: string }>`
      select comment::text as row from comment where id in (${id}, ${below})
      union all select comment_revision::text from comment_revision where comment_id in (${id}, ${below})
    `.execute(ctx.db)
    expect(JSON.stringify(rows)).not.toMatch(/words|Mine/)
    await expect(act(ctx, { kind: 'comment', id }, 'restore')).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await expect(byAuthor(ctx, author.accountId)).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
    })
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  })
})
