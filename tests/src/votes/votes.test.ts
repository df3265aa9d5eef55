import type { Ctx } from '@loadout/core'
import { getPost, removePost } from '@loadout/core/posts'
import { castVote, react, votesContract } from '@loadout/core/votes'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { reactTo, vote, write } from '../posts/posting.ts'
import { answer, ask } from '../questions/asking.ts'
import { reviewBySomebody } from '../reviews/reviewing.ts'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'

const KINDS = ['review', 'question', 'answer', 'post'] as const
type Kind = (typeof KINDS)[number]
const BOTH_WAYS = ['review', 'post'] as const

let harness: Harness
let ctx: Ctx
let voter: Awaited<ReturnType<typeof asGuest>>
let ids: Readonly<Record<Kind, number>>
let authors: Readonly<Record<Kind, Ctx>>
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  const productId = await addProduct(ctx)
  const author = await asGuest(ctx)
  voter = await asGuest(ctx)
  const review = await reviewBySomebody(ctx, productId)
  const question = await ask(author, productId, 'Why?')
  ids = {
    review: review.id,
    question,
    answer: await answer(author, question, 'Because.'),
    post: await write(author),
  }
  authors = { review: review.guest, question: author, answer: author, post: author }
})

const cast = (who: Ctx, kind: Kind, value: number, id = ids[kind]) =>
  castVote(who, votesContract.setVoteInput.parse({ subject: { kind, id }, value }))

describe.each(KINDS)('a vote on a %s', (kind) => {
  it('counts once an account, can be changed and taken back', async () => {
    const other = await asGuest(ctx)
    expect(await cast(voter, kind, 1)).toEqual({ for: 1, against: 0, value: 1 })
    expect(await cast(voter, kind, 1)).toEqual({ for: 1, against: 0, value: 1 })
    expect(await cast(other, kind, 1)).toEqual({ for: 2, against: 0, value: 1 })
    expect(await cast(voter, kind, 0)).toEqual({ for: 1, against: 0, value: 0 })
    expect(await cast(voter, kind, 0)).toEqual({ for: 1, against: 0, value: 0 })
  })

  it('names what is not there as it was named', async () => {
    await expect(cast(voter, kind, 1, 2_000_000_000)).rejects.toMatchObject({
      code: `${kind.toUpperCase()}_NOT_FOUND`,
      fields: [{ pointer: '/subject/id' }],
    })
  })

  it('is for others', async () => {
    await expect(cast(authors[kind], kind, 1)).rejects.toMatchObject({ code: 'OWN_CONTENT' })
    const rows = await ctx.db
      .selectFrom('vote')
      .selectAll()
      .where('subject_id', '=', ids[kind])
      .execute()
    expect(rows).toEqual([])
  })

  it('says what is not there', async () => {
    await expect(cast(voter, kind, 1, 2_000_000_000)).rejects.toMatchObject({
      code: `${kind.toUpperCase()}_NOT_FOUND`,
    })
  })

  it('needs a person', async () => {
    await expect(cast(ctx, kind, 1)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(cast({ ...ctx, actor: { kind: 'anonymous' } }, kind, 1)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })
})

it.each(BOTH_WAYS)('a vote against a %s moves both counters when it turns', async (kind) => {
  expect(await cast(voter, kind, -1)).toEqual({ for: 0, against: 1, value: -1 })
  expect(await cast(voter, kind, 1)).toEqual({ for: 1, against: 0, value: 1 })
  expect(await cast(voter, kind, -1)).toEqual({ for: 0, against: 1, value: -1 })
  expect(await cast(voter, kind, 0)).toEqual({ for: 0, against: 0, value: 0 })
})

describe('a post', () => {
  it('tells each viewer their own vote and reactions, and nobody else’s', async () => {
    const { post: postId } = ids
    const other = await asGuest(ctx)
    await vote(voter, postId, -1)
    await vote(other, postId, 1)
    await reactTo(voter, postId, '😂')
    await reactTo(voter, postId, '🔥')
    await reactTo(other, postId, '🔥')
    const counts = {
      ...{ likes: 1, dislikes: 1 },
      reactions: [
        { emoji: '🔥', count: 2 },
        { emoji: '😂', count: 1 },
      ],
    }
    const seen = async (who: Ctx) => await getPost(who, { postId })
    expect(await seen(voter)).toMatchObject({
      ...counts,
      mine: { vote: -1, reactions: ['😂', '🔥'] },
    })
    expect(await seen(other)).toMatchObject({ ...counts, mine: { vote: 1, reactions: ['🔥'] } })
    for (const who of [authors.post, ctx, { ...ctx, actor: { kind: 'anonymous' } } as const]) {
      expect(await seen(who)).toMatchObject({ ...counts, mine: { vote: 0, reactions: [] } })
    }
  })

  it('keeps its votes and reactions while it cannot be seen', async () => {
    await vote(voter, ids.post, 1)
    await removePost(authors.post, { postId: ids.post })
    await expect(vote(voter, ids.post, 0)).rejects.toMatchObject({ code: 'POST_NOT_FOUND' })
    const { likes } = await getPost(ctx, { postId: ids.post })
    expect(likes).toBe(1)
  })
})

describe('a reaction', () => {
  it('counts once an account and emoji, and can be taken back', async () => {
    const on = { reactions: [{ emoji: '🔥', count: 1 }], mine: ['🔥'] }
    expect(await reactTo(voter, ids.post)).toEqual(on)
    expect(await reactTo(voter, ids.post)).toEqual(on)
    const off = { reactions: [], mine: [] }
    expect(await reactTo(voter, ids.post, '🔥', false)).toEqual(off)
    expect(await reactTo(voter, ids.post, '🔥', false)).toEqual(off)
    expect(await reactTo(voter, ids.post, '😂', false)).toEqual(off)
  })

  it('may be to one’s own', async () => {
    expect(await reactTo(authors.post, ids.post)).toMatchObject({ mine: ['🔥'] })
  })

  it('says what is not there, and needs a person', async () => {
    await expect(reactTo(voter, 2_000_000_000)).rejects.toMatchObject({
      code: 'POST_NOT_FOUND',
      fields: [{ pointer: '/subject/id' }],
    })
    const input = votesContract.setReactionInput.parse({
      subject: { kind: 'post', id: ids.post },
      emoji: '🔥',
    })
    await expect(react(ctx, input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const nobody: Ctx = { ...ctx, actor: { kind: 'anonymous' } }
    await expect(react(nobody, input)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('at the same time', () => {
  it('each account counts once, however often it clicks', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => asGuest(ctx)))
    const who = (n: number) => people[n % people.length] ?? voter
    const results = await atOnce(64, async (n) => {
      if (n % 2 === 0) await vote(who(n / 2), ids.post, 1)
      else await reactTo(who((n - 1) / 2), ids.post)
    })
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await getPost(ctx, { postId: ids.post })).toMatchObject({
      likes: 8,
      reactions: [{ emoji: '🔥', count: 8 }],
    })
  })
})
