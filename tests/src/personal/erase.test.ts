import type { Ctx } from '@loadout/core'
import { login } from '@loadout/core/accounts'
import { addToCart } from '@loadout/core/cart'
import { eraseAccount, runErasure } from '@loadout/core/personal'
import { createPost, getPost, postsContract } from '@loadout/core/posts'
import {
  answerQuestion,
  askQuestion,
  questionsContract,
  recountQuestions,
} from '@loadout/core/questions'
import { createReview, recountReviews, reviewsContract } from '@loadout/core/reviews'
import { castVote, react } from '@loadout/core/votes'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asUser } from '../support/people.ts'
import { addProduct } from '../support/store.ts'

let harness: Harness
let ctx: Ctx
let productId: number
let gone: Awaited<ReturnType<typeof asUser>>
let other: Awaited<ReturnType<typeof asUser>>
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
  gone = await asUser(ctx)
  other = await asUser(ctx)
})

const WORD = 'xyzzyplugh'
const author = { name: WORD, email: `${WORD}@example.org` }

const review = (by: Ctx, body: string) =>
  createReview(
    by,
    reviewsContract.createReviewInput.parse({
      productId,
      rating: 5,
      recommend: true,
      body,
      author,
    }),
  )
const ask = (by: Ctx, body: string) =>
  askQuestion(by, questionsContract.askInput.parse({ productId, body, author }))
const post = (by: Ctx, content: string) =>
  createPost(by, postsContract.createPostInput.parse({ title: content, content, tags: ['a'] }))

/** Every row of every table that has the text somewhere in it. */
async function tracesOf(text: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
  `.execute(ctx.db)
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: hits } = await sql<{ row: string }>`
      select its::text as row from ${sql.table(name)} as its where its::text like ${`%${text}%`}
    `.execute(ctx.db)
    found.push(...hits.map(({ row }) => `${name}: ${row}`))
  }
  return found
}

const erase = async () => {
  await eraseAccount(gone, { password: gone.password })
  return await runErasure(ctx, { accountId: gone.accountId })
}

describe('erasing an account', () => {
  it('leaves no word, name or address of it in any table', async () => {
    const { id: reviewId } = await review(gone, WORD)
    const { id: questionId } = await ask(gone, WORD)
    await answerQuestion(
      gone,
      questionsContract.answerInput.parse({ questionId, body: WORD, author, photos: [] }),
    )
    await post(gone, WORD)
    await addToCart(gone, { productId, quantity: 1 })
    expect((await tracesOf(WORD)).length).toBeGreaterThanOrEqual(4)
    expect(reviewId).toBeGreaterThan(0)
    expect(await erase()).toEqual({ texts: 4, votes: 0 })
    expect(await tracesOf(WORD)).toEqual([])
    expect(await tracesOf(gone.email)).toEqual([])
    const { rows } = await sql`select from account where id = ${gone.accountId}`.execute(ctx.db)
    expect(rows).toEqual([])
  })

  it('takes its texts and votes out of every counter', async () => {
    await review(gone, 'mine')
    const theirs = await review(other, 'theirs')
    const question = await ask(other, 'theirs?')
    await castVote(gone, { subject: { kind: 'review', id: theirs.id }, value: 1 })
    await castVote(gone, { subject: { kind: 'question', id: question.id }, value: 1 })
    const liked = await post(other, 'theirs too')
    await castVote(gone, { subject: { kind: 'post', id: liked.id }, value: 1 })
    await react(gone, { subject: { kind: 'post', id: liked.id }, emoji: '🔥', on: true })
    expect(await erase()).toEqual({ texts: 1, votes: 4 })
    const { likes, reactions } = await getPost(other, { postId: liked.id })
    expect({ likes, reactions }).toEqual({ likes: 0, reactions: [] })
    const counted = await ctx.db
      .selectFrom('review')
      .select(['helpful', 'status'])
      .where('id', '=', theirs.id)
      .executeTakeFirst()
    expect(counted).toEqual({ helpful: 0, status: 0 })
    const drift = { from: productId, to: productId, dryRun: true }
    expect(await recountReviews(ctx, drift)).toMatchObject({ reviews: 0, summaries: 0 })
    expect((await recountQuestions(ctx, drift)).off).toMatchObject({ questions: 0, products: 0 })
  })

  it('leaves what others wrote below it', async () => {
    const { id: questionId } = await ask(gone, 'mine?')
    const answer = await answerQuestion(
      other,
      questionsContract.answerInput.parse({
        questionId,
        body: 'theirs',
        author,
        photos: [],
      }),
    )
    await erase()
    const left = await ctx.db
      .selectFrom('answer')
      .select(['body', 'account_id'])
      .where('id', '=', answer.id)
      .executeTakeFirst()
    expect(left).toEqual({ body: 'theirs', account_id: other.accountId })
  })

  it('signs it out at once, before anything else is erased', async () => {
    await eraseAccount(gone, { password: gone.password })
    const client = { userAgent: null, network: null }
    const attempts = { take: async () => {}, giveBack: async () => {} }
    await expect(
      login(
        ctx,
        { email: gone.email, password: gone.password, code: undefined },
        { client, attempts },
      ),
    ).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    const jobs = await ctx.db.selectFrom('outbox').select(['job', 'payload']).execute()
    expect(jobs).toContainEqual({ job: 'accounts.erase', payload: { accountId: gone.accountId } })
  })

  it('takes the password, not a session alone', async () => {
    await expect(eraseAccount(gone, { password: 'wrong' })).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    })
    await expect(eraseAccount(ctx, { password: 'wrong' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  it('goes on where a kill left it, and finds nothing to do the second time', async () => {
    for (const body of ['one', 'two', 'three']) await post(gone, body)
    await eraseAccount(gone, { password: gone.password })
    const controller = new AbortController()
    const signal = controller.signal
    const stopping = { ...ctx, signal }
    controller.abort(new Error('killed'))
    await expect(runErasure(stopping, { accountId: gone.accountId })).rejects.toThrow('killed')
    expect((await runErasure(ctx, { accountId: gone.accountId })).texts).toBe(3)
    expect(await runErasure(ctx, { accountId: gone.accountId })).toEqual({ texts: 0, votes: 0 })
  })
})
