import type { Ctx } from '@loadout/core'
import { moderate, moderationLog } from '@loadout/core/moderation'
import {
  reviewsContract as contract,
  myReviews,
  removeReview,
  reviewHistory,
} from '@loadout/core/reviews'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import {
  addCharacteristics,
  counted,
  counters,
  edit,
  list,
  review,
  reviewBySomebody,
  versionOf,
} from './reviewing.ts'

let harness: Harness
let ctx: Ctx
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  await ctx.db.insertInto('held_word').values({ word: 'casino' }).execute()
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
})

const history = (reviewId: number, page: object = {}) =>
  reviewHistory(ctx, contract.reviewHistoryInput.parse({ reviewId, ...page }))
const mine = async (of: Ctx, page: object = {}) =>
  await myReviews(of, contract.myReviewsInput.parse(page))
const shown = async () => (await list(ctx, { productId })).items
const act = (id: number, action: 'hide' | 'restore' | 'delete' | 'hold') =>
  moderate(ctx, { subject: { kind: 'review', id }, action, reason: 'A test' })
const expectExact = async () =>
  expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))

describe('reviews.edit', () => {
  it('changes what is named, leaves the rest, and moves the counters by the difference', async () => {
    const [fit = 0, length = 0] = await addCharacteristics(ctx, productId, ['Fit', 'Length'])
    const { id, guest } = await reviewBySomebody(ctx, productId, {
      photos: ['https://a.example/1.jpg'],
      characteristics: [{ id: fit, value: 1 }],
    })
    expect(await edit(guest, { reviewId: id, rating: 2, recommend: false })).toEqual({
      id,
      status: 'visible',
      heldFor: null,
    })
    const [after] = await shown()
    expect(after).toMatchObject({ rating: 2, recommend: false, summary: 'Well made' })
    expect(after?.photos).toHaveLength(1)
    expect(after?.editedAt).toMatch(/Z$/)
    expect(after?.characteristics).toEqual([{ id: fit, name: 'Fit', value: 1 }])
    await edit(guest, {
      reviewId: id,
      photos: [],
      characteristics: [
        { id: fit, value: 5 },
        { name: 'Length', value: 2 },
      ],
    })
    expect((await shown())[0]).toMatchObject({
      photos: [],
      rating: 2,
      characteristics: [{ value: 5 }, { value: 2 }],
    })
    expect(await counters(ctx, productId)).toMatchObject({
      ratings: [0, 1, 0, 0, 0],
      notRecommended: 1,
      characteristics: [
        { id: fit, sum: 5, count: 1 },
        { id: length, sum: 2, count: 1 },
      ],
    })
    await expectExact()
  })

  it('keeps what the review said before', async () => {
    const { id, guest } = await reviewBySomebody(ctx, productId, { body: 'one', rating: 1 })
    await edit(guest, { reviewId: id, body: 'two', rating: 2 })
    await edit(guest, { reviewId: id, body: 'three', summary: '' })
    const { items } = await history(id)
    expect(items.map((one) => [one.revision, one.body, one.rating, one.summary])).toEqual([
      [2, 'two', 2, 'Well made'],
      [1, 'one', 1, 'Well made'],
    ])
    const first = await history(id, { limit: 1 })
    const second = await history(id, { limit: 1, cursor: first.nextCursor })
    expect([...first.items, ...second.items]).toEqual(items)
    expect(second.nextCursor).toBeNull()
    await expect(history(2_000_000_000)).rejects.toMatchObject({ code: 'REVIEW_NOT_FOUND' })
    for (const [other, code] of [
      [guest, 'UNAUTHENTICATED'],
      [await asPerson(ctx), 'FORBIDDEN'],
    ] as const) {
      await expect(
        reviewHistory(other, contract.reviewHistoryInput.parse({ reviewId: id })),
      ).rejects.toMatchObject({ code })
    }
  })

  it('keeps the photos and characteristics it had, as they were shown', async () => {
    const [fit = 0] = await addCharacteristics(ctx, productId, ['Fit'])
    const { id, guest } = await reviewBySomebody(ctx, productId, {
      photos: ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
      characteristics: [{ id: fit, value: 1 }],
    })
    const shownBefore = async () => {
      const [{ photos, characteristics } = { photos: [], characteristics: [] }] = await shown()
      return { photos, characteristics }
    }
    const first = await shownBefore()
    await edit(guest, {
      reviewId: id,
      photos: ['https://a.example/3.jpg'],
      characteristics: [{ id: fit, value: 5 }],
    })
    const second = await shownBefore()
    await edit(guest, { reviewId: id, photos: [], characteristics: [] })
    await edit(guest, { reviewId: id, body: 'Words alone' })
    const page = await history(id)
    expect(contract.reviewHistoryOutput.parse(page)).toEqual(page)
    const nothing = { photos: [], characteristics: [] }
    expect(page.items.map(({ photos, characteristics }) => ({ photos, characteristics }))).toEqual([
      nothing,
      second,
      first,
    ])
    expect([first, second].map(({ photos }) => photos.length)).toEqual([2, 1])
    expect([first, second].map((one) => one.characteristics[0]?.value)).toEqual([1, 5])
  })

  it('is for its author alone', async () => {
    const { id } = await reviewBySomebody(ctx, productId)
    const before = [await shown(), await versionOf(ctx, productId)]
    const other = await asGuest(ctx)
    for (const attempt of [
      () => edit(other, { reviewId: id, body: 'mine now' }),
      () => removeReview(other, { reviewId: id }),
      () => edit(other, { reviewId: 2_000_000_000, body: 'mine now' }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        code: 'REVIEW_NOT_FOUND',
        fields: [{ pointer: '/reviewId' }],
      })
    }
    await expect(edit(ctx, { reviewId: id, body: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect([await shown(), await versionOf(ctx, productId)]).toEqual(before)
    expect((await history(id)).items).toEqual([])
  })

  it('leaves everything as it was when a characteristic is not the product’s', async () => {
    const { id, guest } = await reviewBySomebody(ctx, productId)
    const before = await shown()
    const characteristics = [{ id: 1, value: 1 }]
    await expect(
      edit(guest, { reviewId: id, body: 'changed', photos: [], characteristics }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT', fields: [{ pointer: '/characteristics/0' }] })
    expect(await shown()).toEqual(before)
    expect((await history(id)).items).toEqual([])
  })

  it('screens the new words: a review that is held counts no more', async () => {
    const { id, guest } = await reviewBySomebody(ctx, productId)
    expect(await edit(guest, { reviewId: id, body: 'Visit my casino' })).toEqual({
      id,
      status: 'held',
      heldFor: 'words',
    })
    expect(await shown()).toEqual([])
    expect(await edit(guest, { reviewId: id, body: 'Forget it' })).toMatchObject({ status: 'held' })
    await expectExact()
    await act(id, 'restore')
    expect((await shown())[0]?.body).toBe('Forget it')
    await expectExact()
    const log = await moderationLog(ctx, { subject: { kind: 'review', id }, limit: 20 })
    expect(log.items.map((one) => [one.action, one.actor])).toEqual([
      ['restore', 'system:test'],
      ['hold', 'system:auto'],
    ])
  })

  it('does not bring back what a moderator has hidden or deleted', async () => {
    const { id, guest } = await reviewBySomebody(ctx, productId)
    await act(id, 'hide')
    expect(await edit(guest, { reviewId: id, body: 'Better now' })).toMatchObject({
      status: 'hidden',
    })
    expect(await shown()).toEqual([])
    await act(id, 'delete')
    await expect(edit(guest, { reviewId: id, body: 'And now' })).rejects.toMatchObject({
      code: 'REVIEW_NOT_FOUND',
    })
    await expectExact()
  })
})

describe('reviews.remove', () => {
  it('takes a review out of sight and out of the counters, once', async () => {
    const [fit = 0] = await addCharacteristics(ctx, productId, ['Fit'])
    const { id, guest } = await reviewBySomebody(ctx, productId, {
      characteristics: [{ id: fit, value: 4 }],
    })
    await reviewBySomebody(ctx, productId)
    for (let time = 0; time < 2; time += 1) {
      expect(await removeReview(guest, { reviewId: id })).toEqual({ removed: true })
    }
    expect(await shown()).toHaveLength(1)
    expect(await counters(ctx, productId)).toMatchObject({
      ratings: [0, 0, 0, 1, 0],
      characteristics: [{ sum: 0, count: 0 }],
    })
    await expectExact()
    await expect(review(guest, productId)).rejects.toMatchObject({ code: 'REVIEW_DUPLICATE' })
  })

  it('is taken back by editing, with the status the review had', async () => {
    const { id, guest } = await reviewBySomebody(ctx, productId)
    await removeReview(guest, { reviewId: id })
    expect(await edit(guest, { reviewId: id, body: 'On second thought' })).toEqual({
      id,
      status: 'visible',
      heldFor: null,
    })
    expect((await shown())[0]?.body).toBe('On second thought')
    await act(id, 'hide')
    await removeReview(guest, { reviewId: id })
    expect(await edit(guest, { reviewId: id, body: 'A trick' })).toMatchObject({ status: 'hidden' })
    await removeReview(guest, { reviewId: id })
    await act(id, 'delete')
    await expect(edit(guest, { reviewId: id, body: 'Again' })).rejects.toMatchObject({
      code: 'REVIEW_NOT_FOUND',
    })
    await removeReview(guest, { reviewId: id })
    await expect(edit(guest, { reviewId: id, body: 'And again' })).rejects.toMatchObject({
      code: 'REVIEW_NOT_FOUND',
    })
    await expectExact()
  })
})

describe('reviews.mine', () => {
  it('lists one’s own reviews with their status, latest first', async () => {
    const guest = await asGuest(ctx)
    const products = await Promise.all([1, 2, 3].map(() => addProduct(ctx)))
    const ids: number[] = []
    for (const product of products) ids.unshift((await review(guest, product)).id)
    await reviewBySomebody(ctx, products[0] ?? 0)
    await act(ids[0] ?? 0, 'hide')
    await removeReview(guest, { reviewId: ids[2] ?? 0 })
    const { items } = await mine(guest)
    expect(items.map((one) => [one.id, one.status])).toEqual([
      [ids[0], 'hidden'],
      [ids[1], 'visible'],
      [ids[2], 'deleted'],
    ])
    const first = await mine(guest, { limit: 2 })
    const second = await mine(guest, { limit: 2, cursor: first.nextCursor })
    expect([...first.items, ...second.items]).toEqual(items)
    expect(contract.myReviewsOutput.parse(first)).toEqual(first)
    await expect(mine(await asGuest(ctx), { cursor: first.nextCursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })
})
