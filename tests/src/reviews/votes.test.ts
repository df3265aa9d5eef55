import type { Ctx } from '@loadout/core'
import { moderate } from '@loadout/core/moderation'
import {
  reviewsContract as contract,
  removeReview,
  reportReview,
  voteReview,
} from '@loadout/core/reviews'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { counted, counters, list, reviewBySomebody, versionOf } from './reviewing.ts'

let harness: Harness
let ctx: Ctx
let voters: readonly Ctx[]
let productId: number
let id: number
let author: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  voters = await Promise.all(Array.from({ length: 10 }, () => asGuest(ctx)))
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
  const made = await reviewBySomebody(ctx, productId)
  id = made.id
  author = made.guest
})

const voter = (n: number) => voters[n % voters.length] ?? ctx
const vote = (n: number, value: -1 | 0 | 1) => voteReview(voter(n), { reviewId: id, value })
const report = (n: number, over: object = {}) =>
  reportReview(voter(n), contract.reportReviewInput.parse({ reviewId: id, ...over }))
const isShown = async () => (await list(ctx, { productId })).items.length === 1
const statusOf = async () =>
  (await ctx.db.selectFrom('review').select('status').where('id', '=', id).executeTakeFirst())
    ?.status

describe('reviews.vote', () => {
  it('sets one vote a person, however often it is sent', async () => {
    const steps = [
      [1, { helpful: 1, unhelpful: 0 }],
      [1, { helpful: 1, unhelpful: 0 }],
      [-1, { helpful: 0, unhelpful: 1 }],
      [-1, { helpful: 0, unhelpful: 1 }],
      [0, { helpful: 0, unhelpful: 0 }],
      [0, { helpful: 0, unhelpful: 0 }],
      [1, { helpful: 1, unhelpful: 0 }],
    ] as const
    for (const [value, expected] of steps) {
      expect(await vote(0, value)).toEqual({ ...expected, value })
      expect((await list(ctx, { productId })).items[0]).toMatchObject(expected)
    }
    expect(await vote(1, -1)).toEqual({ helpful: 1, unhelpful: 1, value: -1 })
    expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))
  })

  it('counts a hundred clicks of ten people as ten votes', async () => {
    await atOnce(100, (n) => vote(n, n % 10 < 7 ? 1 : -1))
    expect((await list(ctx, { productId })).items[0]).toMatchObject({ helpful: 7, unhelpful: 3 })
  })

  it('adds to the votes that an import brought along', async () => {
    const imported = { helpful: 40, imported_helpful: 40 }
    await ctx.db.updateTable('review').set(imported).where('id', '=', id).execute()
    expect(await vote(0, 1)).toMatchObject({ helpful: 41 })
    expect(await vote(0, 0)).toMatchObject({ helpful: 40 })
  })

  it('moves the version of the page only when something changed', async () => {
    const versions = [await versionOf(ctx, productId)]
    for (const value of [1, 1, 0, 0] as const) {
      await vote(0, value)
      versions.push(await versionOf(ctx, productId))
    }
    const [first = 0] = versions
    expect(versions.map((version) => version - first)).toEqual([0, 1, 1, 2, 2])
  })

  it('is not for one’s own, nor for what is not shown', async () => {
    await expect(voteReview(author, { reviewId: id, value: 1 })).rejects.toMatchObject({
      code: 'OWN_CONTENT',
    })
    await removeReview(author, { reviewId: id })
    for (const reviewId of [id, 2_000_000_000]) {
      await expect(voteReview(voter(0), { reviewId, value: 1 })).rejects.toMatchObject({
        code: 'REVIEW_NOT_FOUND',
      })
    }
    await expect(voteReview(ctx, { reviewId: id, value: 1 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('reviews.report', () => {
  it('counts once a person, and hides a review at the threshold', async () => {
    expect(ctx.moderation.hideAtReports).toBe(3)
    expect(await report(0)).toEqual({ reported: true, isNew: true })
    expect(await report(0, { reason: 'abuse' })).toEqual({ reported: true, isNew: false })
    await report(1)
    expect(await isShown()).toBe(true)
    await report(2, { reason: 'spam', note: 'An advertisement' })
    expect(await isShown()).toBe(false)
    expect(await counters(ctx, productId)).toMatchObject({ ratings: [0, 0, 0, 0, 0] })
    await expect(report(3)).rejects.toMatchObject({ code: 'REVIEW_NOT_FOUND' })
  })

  it('hides it once under a race of all reports', async () => {
    const results = await atOnce(voters.length, (n) => report(n))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))
    const actions = await ctx.db
      .selectFrom('moderation_action')
      .select(['action', 'actor', 'status_before'])
      .where('subject_id', '=', id)
      .execute()
    expect(actions).toEqual([{ action: 'hide', actor: 'system:auto', status_before: 0 }])
  })

  it('does not hide again what a moderator restored, until as many others report it', async () => {
    for (const n of [0, 1, 2]) await report(n)
    const subject = { kind: 'review', id } as const
    await moderate(ctx, { subject, action: 'restore', reason: 'It may stay' })
    for (const n of [0, 1, 2]) expect(await report(n)).toMatchObject({ isNew: false })
    expect(await isShown()).toBe(true)
    for (const n of [3, 4]) expect(await report(n)).toMatchObject({ isNew: true })
    expect(await isShown()).toBe(true)
    await report(5)
    expect(await isShown()).toBe(false)
  })

  it('is not for one’s own', async () => {
    const input = contract.reportReviewInput.parse({ reviewId: id })
    await expect(reportReview(author, input)).rejects.toMatchObject({ code: 'OWN_CONTENT' })
    expect(await statusOf()).toBe(0)
  })
})
