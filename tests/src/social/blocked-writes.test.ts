import type { Ctx } from '@loadout/core'
import { castVote, votesContract } from '@loadout/core/votes'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addPost, edit, get, remove, say } from '../comments/commenting.ts'
import { reactTo } from '../posts/posting.ts'
import { answer, ask } from '../questions/asking.ts'
import { review } from '../reviews/reviewing.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, type Person } from '../support/people.ts'
import { addProduct } from '../support/store.ts'
import { block } from './socialising.ts'

let harness: Harness
let ctx: Ctx
let author: Person
let other: Person
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  author = await asPerson(ctx)
  other = await asPerson(ctx)
})

/** A post of `author`. */
async function postOfAuthor() {
  const { id, subject } = await addPost(ctx)
  await sql`update post set account_id = ${author.accountId} where id = ${id}`.execute(ctx.db)
  return { id, subject }
}
const vote = (ctx: Ctx, subject: object, value: 0 | 1) =>
  castVote(ctx, votesContract.setVoteInput.parse({ subject, value }))
const BLOCKED = { code: 'BLOCKED' }

describe.each([
  ['the author', () => block(author, other.accountId)],
  ['the other', () => block(other, author.accountId)],
])('once %s has blocked the one of both', (_, blocks) => {
  it('a comment under the post gets no new words, and may be taken back', async () => {
    const { subject } = await postOfAuthor()
    const id = await say(other, subject, 'Fine words.')
    await blocks()
    await expect(edit(other, id, 'Foul words.')).rejects.toMatchObject(BLOCKED)
    expect((await get(author, id)).comment.body).toBe('Fine words.')
    await edit(other, id, 'Fine words.')
    expect(await remove(other, id)).toEqual({ removed: true })
  })

  it('an answer to a comment gets none either, whose post it may be', async () => {
    const { subject } = await addPost(ctx)
    const asked = await say(author, subject, 'Who knows?')
    const id = await say(other, subject, 'I do.', asked)
    const apart = await say(other, subject, 'Nobody in particular.')
    await blocks()
    await expect(edit(other, id, 'You do not.')).rejects.toMatchObject(BLOCKED)
    expect(await edit(other, apart, 'Nobody at all.')).toMatchObject({ revision: 2 })
  })

  it('votes and reactions are not given, and are taken back', async () => {
    const productId = await addProduct(ctx)
    const { id: postId, subject } = await postOfAuthor()
    const commentId = await say(author, subject, 'A comment.')
    const { id: reviewId } = await review(author, productId)
    const questionId = await ask(author, productId, 'Why?')
    const answerId = await answer(author, questionId, 'Because.')
    const voted = [
      { kind: 'post', id: postId },
      { kind: 'comment', id: commentId },
      { kind: 'review', id: reviewId },
      { kind: 'question', id: questionId },
      { kind: 'answer', id: answerId },
    ]
    const given = (value: 0 | 1) => [
      ...voted.map((it) => vote(other, it, value)),
      reactTo(other, postId, '🔥', value === 1),
    ]
    const codes = async (value: 0 | 1) =>
      (await Promise.allSettled(given(value))).map((result) =>
        result.status === 'fulfilled' ? 'OK' : result.reason.code,
      )
    expect(new Set(await codes(1))).toEqual(new Set(['OK']))
    await blocks()
    expect(await codes(1)).toEqual(Array.from({ length: 6 }, () => 'BLOCKED'))
    expect(new Set(await codes(0))).toEqual(new Set(['OK']))
    const left = await sql`
      select from vote where account_id = ${other.accountId} and value <> 0
      union all select from reaction where account_id = ${other.accountId}
    `.execute(ctx.db)
    expect(left.rows).toEqual([])
  })

  it('third parties are voted on wherever they write', async () => {
    const { subject } = await postOfAuthor()
    const third = await say(await asPerson(ctx), subject, 'A comment.')
    await blocks()
    expect(await vote(other, { kind: 'comment', id: third }, 1)).toMatchObject({ for: 1 })
  })
})
