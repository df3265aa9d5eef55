import type { Ctx } from '@loadout/core'
import { communityContract } from '@loadout/core/community'
import { listMine } from '@loadout/core/feeds'
import { addWord } from '@loadout/core/moderation'
import { createPost, editPost, getPost, postsByAuthor } from '@loadout/core/posts'
import {
  answerQuestion,
  askQuestion,
  listAnswers,
  questionsContract,
  recountQuestions,
} from '@loadout/core/questions'
import { myReviews, recountReviews, reviewsContract } from '@loadout/core/reviews'
import { castVote } from '@loadout/core/votes'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addPost, list as comments, say } from '../comments/commenting.ts'
import { answer, ask, counters as askedCounters, list as questions } from '../questions/asking.ts'
import { counted, counters, edit, review, list as reviews } from '../reviews/reviewing.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, type Person } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { act, log, type Subject, takeBack, undo } from './moderating.ts'
import { impose, lift } from './sanctioning.ts'

let harness: Harness
let ctx: Ctx
let productId: number
let author: Person
let ban: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  await addWord(ctx, { word: 'casino' })
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
  author = await asPerson(ctx)
  ban = (await impose(ctx, author.accountId, 'shadow-ban')).sanctionId
})

const SHADOWED = communityContract.STATUS.shadowed
const statusOf = async ({ kind, id }: Subject) =>
  (await ctx.db.selectFrom(kind).select('status').where('id', '=', id).executeTakeFirstOrThrow())
    .status
const mine = (who: Ctx) => myReviews(who, reviewsContract.myReviewsInput.parse({}))
const shownReviews = async () => (await reviews(ctx, { productId })).items.map(({ id }) => id)
const shownQuestions = async () => (await questions(ctx, { productId })).items.map(({ id }) => id)

/** One text of each kind by somebody whom nobody else is to hear. */
async function write(kind: Subject['kind']): Promise<Subject> {
  if (kind === 'review') return { kind, id: (await review(author, productId)).id }
  if (kind === 'question') return { kind, id: await ask(author, productId, 'Why?') }
  const questionId = await ask(await asGuest(ctx), productId, 'Who knows?')
  return { kind, id: await answer(author, questionId, 'I do') }
}

/** Every counter is what a count of the rows that are shown gives. */
async function expectExact() {
  expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))
  const range = { from: productId, to: productId, dryRun: true }
  const found = await recountQuestions(ctx, range)
  expect(found.off).toEqual({ questions: 0, answers: 0, products: 0 })
  expect(await recountReviews(ctx, range)).toMatchObject({
    reviews: 0,
    summaries: 0,
    characteristics: 0,
  })
}

describe('what a shadow-banned author is told', () => {
  it('is that all is well, of each kind of text', async () => {
    const name = { author: { name: 'Kim' } }
    const expected = { id: expect.any(Number), status: 'visible', heldFor: null }
    expect(await review(author, productId)).toEqual(expected)
    const asked = questionsContract.askInput.parse({ productId, body: 'Why?', ...name })
    expect(await askQuestion(author, asked)).toEqual(expected)
    const questionId = await ask(await asGuest(ctx), productId, 'Who knows?')
    const given = questionsContract.answerInput.parse({ questionId, body: 'I do', ...name })
    expect(await answerQuestion(author, given)).toEqual(expected)
  })

  it('is not changed by a word of the list', async () => {
    expect(await review(author, productId, { body: 'My casino' })).toMatchObject({
      status: 'visible',
      heldFor: null,
    })
  })

  it('is the same as anybody is told who votes on what they wrote, or reports it', async () => {
    for (const kind of ['review', 'question', 'answer'] as const) {
      const subject = await write(kind)
      await expect(castVote(author, { subject, value: 1 })).rejects.toMatchObject({
        code: 'OWN_CONTENT',
      })
    }
  })

  it('is that their question is answered, and their review commented on, by themselves alone', async () => {
    const questionId = await ask(author, productId, 'Why?')
    await answer(author, questionId, 'Because')
    const other = await asPerson(ctx)
    await expect(answer(other, questionId, 'Because')).rejects.toMatchObject({
      code: 'QUESTION_NOT_FOUND',
    })
    const subject = { kind: 'review', id: (await review(author, productId)).id } as const
    const commentId = await say(author, subject, 'I stand by that.')
    expect(await comments(author, subject)).toMatchObject({ items: [{ id: commentId }], total: 1 })
    await expect(comments(other, subject)).rejects.toMatchObject({ code: 'SUBJECT_NOT_FOUND' })
    await expectExact()
  })

  it('counts their comments for themselves, and for nobody else', async () => {
    const { id, subject } = await addPost(ctx)
    const other = await asPerson(ctx)
    const first = await say(other, subject, 'Hello?')
    await say(author, subject, 'Yes?')
    await say(author, subject, 'I am here.', first)
    const seen = async (who: Ctx) => {
      const { items, total } = await comments(who, subject)
      const post = (await getPost(who, { postId: id })).comments
      return { total, post, replies: items.find((one) => one.id === first)?.replies }
    }
    expect(await seen(author)).toEqual({ total: 3, post: 3, replies: 1 })
    for (const who of [other, { ...ctx, actor: { kind: 'anonymous' } } as const]) {
      expect(await seen(who)).toEqual({ total: 1, post: 1, replies: 0 })
    }
  })

  it('has their post among their own, in both lists, and as its page', async () => {
    const { id } = await createPost(author, { title: 'A title', content: 'Well', tags: [] })
    expect((await listMine(author, { limit: 5 })).items).toMatchObject([{ id }])
    const { items } = await postsByAuthor(author, { accountId: author.accountId, limit: 5 })
    expect(items).toMatchObject([{ id, status: 'visible' }])
    expect(await getPost(author, { postId: id })).toMatchObject({ id, status: 'visible' })
    const byOther = await postsByAuthor(await asPerson(ctx), {
      ...{ accountId: author.accountId, limit: 5 },
    })
    expect(byOther.items).toEqual([])
  })

  it('has their review among their own, as if it were shown', async () => {
    const { id } = await review(author, productId)
    expect((await mine(author)).items).toMatchObject([{ id, status: 'visible' }])
    expect((await mine(await asGuest(ctx))).items).toEqual([])
  })

  it('says that they wrote the same before, as anybody is told', async () => {
    await ask(author, productId, 'Why?')
    await expect(ask(author, productId, 'Why?')).rejects.toMatchObject({
      code: 'QUESTION_DUPLICATE',
    })
    const questionId = await ask(await asGuest(ctx), productId, 'Who knows?')
    await answer(author, questionId, 'I do')
    await expect(answer(author, questionId, 'I do')).rejects.toMatchObject({
      code: 'ANSWER_DUPLICATE',
    })
    await expect(review(author, productId)).resolves.toBeDefined()
    await expect(review(author, productId)).rejects.toMatchObject({ code: 'REVIEW_DUPLICATE' })
  })

  it('says so of what they wrote in the light, too, and the other way round', async () => {
    const other = await asPerson(ctx)
    await ask(other, productId, 'Why?')
    const { sanctionId } = await impose(ctx, other.accountId, 'shadow-ban')
    await expect(ask(other, productId, 'Why?')).rejects.toMatchObject({
      code: 'QUESTION_DUPLICATE',
    })
    await ask(other, productId, 'And who?')
    await lift(ctx, sanctionId)
    await expect(ask(other, productId, 'And who?')).rejects.toMatchObject({
      code: 'QUESTION_DUPLICATE',
    })
  })
})

describe.each(['review', 'question', 'answer'] as const)('a shadowed %s', (kind) => {
  it('is seen by nobody and counted nowhere', async () => {
    const subject = await write(kind)
    expect(await statusOf(subject)).toBe(SHADOWED)
    expect(await shownReviews()).not.toContain(subject.id)
    if (kind === 'question') expect(await shownQuestions()).toEqual([])
    if (kind === 'answer') {
      const [question] = (await questions(ctx, { productId })).items
      expect(question).toMatchObject({ answerCount: 0, answers: [] })
      const { items } = await listAnswers(ctx, { questionId: question?.id ?? 0, limit: 10 })
      expect(items).toEqual([])
    }
    await expectExact()
  })

  it('can be neither voted on nor found by others', async () => {
    const subject = await write(kind)
    await expect(castVote(await asGuest(ctx), { subject, value: 1 })).rejects.toMatchObject({
      code: `${subject.kind.toUpperCase()}_NOT_FOUND`,
    })
  })

  it('is shown once a moderator restores it, and hidden from sight again by undoing that', async () => {
    const subject = await write(kind)
    const restored = await act(ctx, subject, 'restore')
    expect(restored).toMatchObject({ before: 'shadowed', after: 'visible' })
    if (kind === 'review') expect(await shownReviews()).toEqual([subject.id])
    if (kind === 'question') expect(await shownQuestions()).toEqual([subject.id])
    if (kind === 'answer') {
      expect((await questions(ctx, { productId })).items).toMatchObject([{ answerCount: 1 }])
    }
    await expectExact()
    const undone = await undo(ctx, restored.actionId)
    expect(undone).toMatchObject({ before: 'visible', after: 'shadowed' })
    expect(await statusOf(subject)).toBe(SHADOWED)
    await expectExact()
    const { items } = await log(ctx, { subject })
    expect(items.map(({ action, after }) => [action, after])).toEqual([
      ['shadow', 'shadowed'],
      ['restore', 'visible'],
    ])
  })

  it('can be hidden, and goes back where it was', async () => {
    const subject = await write(kind)
    const { actionId } = await act(ctx, subject, 'hide')
    await undo(ctx, actionId)
    expect(await statusOf(subject)).toBe(SHADOWED)
    await expectExact()
  })

  it('can be taken back by its author', async () => {
    const subject = await write(kind)
    await takeBack(author, subject)
    expect(await statusOf(subject)).toBe(communityContract.STATUS.deleted)
    await expect(act(ctx, subject, 'restore')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expectExact()
  })
})

describe('a ban', () => {
  it('is of what comes after it: texts of before stay, and those of after stay hidden when it is over', async () => {
    const other = await asPerson(ctx)
    const before = await ask(other, productId, 'Before?')
    const { sanctionId } = await impose(ctx, other.accountId, 'shadow-ban')
    await ask(other, productId, 'Meanwhile?')
    await lift(ctx, sanctionId)
    const after = await ask(other, productId, 'After?')
    expect((await shownQuestions()).toSorted()).toEqual([before, after].toSorted())
    expect((await askedCounters(ctx, productId)).summary.questions).toBe(2)
  })
})

describe('a review that is edited', () => {
  it('vanishes while its author is shadow-banned, who does not learn of it', async () => {
    const other = await asPerson(ctx)
    const { id } = await review(other, productId)
    await impose(ctx, other.accountId, 'shadow-ban')
    expect(await edit(other, { reviewId: id, body: 'Second thoughts' })).toEqual({
      id,
      status: 'visible',
      heldFor: null,
    })
    expect(await shownReviews()).toEqual([])
    const { items } = await log(ctx, { subject: { kind: 'review', id } })
    expect(items).toMatchObject([
      { action: 'shadow', before: 'visible', after: 'shadowed', actor: 'system:auto' },
    ])
    await expectExact()
  })

  it('is judged anew when the ban is over', async () => {
    const { id } = await review(author, productId)
    await lift(ctx, ban)
    expect(await edit(author, { reviewId: id, body: 'My casino' })).toMatchObject({
      status: 'held',
      heldFor: 'words',
    })
    await act(ctx, { kind: 'review', id }, 'restore')
    await expectExact()
  })

  it('is shown when the ban is over and its new words are clean', async () => {
    const { id } = await review(author, productId)
    await lift(ctx, ban)
    await edit(author, { reviewId: id, body: 'All is well' })
    expect(await shownReviews()).toEqual([id])
    await expectExact()
  })

  it('stays hidden by a moderator, ban or not', async () => {
    const { id } = await review(author, productId)
    await act(ctx, { kind: 'review', id }, 'hide')
    expect(await edit(author, { reviewId: id, body: 'Please' })).toMatchObject({
      status: 'hidden',
      heldFor: null,
    })
  })
})

describe('a post', () => {
  it('by a shadow-banned author is hidden, edited unseen, and shown by a moderator', async () => {
    const content = { title: 'A title', content: 'All is well', tags: [] }
    const { id, ...told } = await createPost(author, content)
    expect(told).toMatchObject({ status: 'visible', heldFor: null })
    const subject = { kind: 'post', id } as const
    expect(await statusOf(subject)).toBe(SHADOWED)
    expect(await editPost(author, { postId: id, content: 'Still well' })).toMatchObject({
      status: 'visible',
      heldFor: null,
    })
    expect((await log(ctx, { subject })).items).toEqual([])
    expect(await act(ctx, subject, 'restore')).toMatchObject({ before: 'shadowed' })
    await editPost(author, { postId: id, content: 'Back again' })
    expect((await log(ctx, { subject })).items).toMatchObject([
      { action: 'shadow', before: 'visible', after: 'shadowed', actor: 'system:auto' },
      { action: 'restore' },
    ])
    await lift(ctx, ban)
    await editPost(author, { postId: id, content: 'My casino' })
    expect((await log(ctx, { subject, limit: 1 })).items).toMatchObject([
      { action: 'hold', before: 'shadowed', after: 'held', reason: 'a word of the list' },
    ])
  })
})
