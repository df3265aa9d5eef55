import type { Ctx } from '@loadout/core'
import { moderate } from '@loadout/core/moderation'
import {
  reviewsContract as contract,
  setCharacteristics,
  setOwnership,
} from '@loadout/core/reviews'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import {
  addCharacteristics,
  counted,
  counters,
  list,
  meta,
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
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
})

describe('reviews.create', () => {
  it('stores what was written and shows it at once', async () => {
    const photos = ['https://a.example/1.jpg', 'http://b.example/2.png?x=1&y=%20']
    const { id, status } = await reviewBySomebody(ctx, productId, { photos })
    expect(status).toBe('visible')
    const { items } = await list(ctx, { productId })
    expect(items).toEqual([
      {
        id,
        productId,
        rating: 4,
        recommend: true,
        summary: 'Well made',
        body: 'Does what it should and looks good while it does it.',
        author: 'Kim',
        verified: false,
        playtimeMinutes: null,
        helpful: 0,
        unhelpful: 0,
        createdAt: expect.stringMatching(/^20.*Z$/),
        editedAt: null,
        response: null,
        photos: photos.map((url) => ({ id: expect.any(Number), url })),
        characteristics: [],
      },
    ])
    expect(contract.listReviewsOutput.parse({ items, nextCursor: null }).items).toEqual(items)
    expect(JSON.stringify(items)).not.toContain('kim@example.com')
  })

  it('counts it in the same transaction, and moves the version of the page', async () => {
    const ids = await addCharacteristics(ctx, productId, ['Fit', 'Length'])
    const characteristics = ids.map((id, index) => ({ id, value: 2 + index }))
    await reviewBySomebody(ctx, productId, { characteristics })
    const before = await versionOf(ctx, productId)
    await reviewBySomebody(ctx, productId, { rating: 1, recommend: false, characteristics })
    expect(await counters(ctx, productId)).toEqual({
      ...(await counted(ctx, productId)),
      ratings: [1, 0, 0, 1, 0],
      recommended: 1,
      notRecommended: 1,
      characteristics: [
        { id: ids[0], sum: 4, count: 2 },
        { id: ids[1], sum: 6, count: 2 },
      ],
    })
    expect(await versionOf(ctx, productId)).toBeGreaterThan(before)
    const { items } = await list(ctx, { productId, sort: 'newest' })
    expect(items[0]?.characteristics).toEqual([
      { id: ids[0], name: 'Fit', value: 2 },
      { id: ids[1], name: 'Length', value: 3 },
    ])
  })

  it('takes one of each person and product', async () => {
    const guest = await asGuest(ctx)
    await review(guest, productId)
    await expect(review(guest, productId, { body: 'Another one' })).rejects.toMatchObject({
      code: 'REVIEW_DUPLICATE',
    })
    await review(guest, await addProduct(ctx))
    await reviewBySomebody(ctx, productId)
    expect((await counters(ctx, productId)).ratings).toEqual([0, 0, 0, 2, 0])
  })

  it('takes one of fifty that race', async () => {
    const guest = await asGuest(ctx)
    await setCharacteristics(ctx, { category: 'Raced', names: ['Speed', 'Grip'] })
    const raced = await addProduct(ctx, { category: 'Raced' })
    const characteristics = [{ name: 'Speed', value: 5 }]
    const results = await atOnce(50, () => review(guest, raced, { characteristics }))
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused.map(({ code }) => code)).toEqual(Array(49).fill('REVIEW_DUPLICATE'))
    const { ratings, characteristics: sums } = await counters(ctx, raced)
    expect(ratings).toEqual([0, 0, 0, 1, 0])
    expect(sums.map(({ sum, count }) => [sum, count])).toEqual([
      [5, 1],
      [0, 0],
    ])
  })

  it('knows an owner and the time played when the review was written', async () => {
    const owner = await asGuest(ctx)
    const owned = { accountId: owner.accountId, productId, owned: true }
    await setOwnership(ctx, { ...owned, playtimeMinutes: 90 })
    await review(owner, productId)
    await setOwnership(ctx, { ...owned, playtimeMinutes: 4_000 })
    await reviewBySomebody(ctx, productId)
    const { items } = await list(ctx, { productId, sort: 'newest' })
    expect(items.map((one) => [one.verified, one.playtimeMinutes])).toEqual([
      [false, null],
      [true, 90],
    ])
    await setOwnership(ctx, { ...owned, owned: false, playtimeMinutes: 0 })
    const other = await addProduct(ctx)
    await review(owner, other)
    expect((await list(ctx, { productId: other })).items[0]?.verified).toBe(false)
  })

  it('returns markup as it was written: it is data', async () => {
    const body = `<script>alert("x")</script> <img src=x onerror='a()'> & &amp; \\0 %s \${1} 👩‍👩‍👧 ﷽`
    const summary = '</textarea><b>"Ok"</b>'
    await reviewBySomebody(ctx, productId, { body, summary, author: { name: '<i>Eve</i>' } })
    const [item] = (await list(ctx, { productId })).items
    expect([item?.body, item?.summary, item?.author]).toEqual([body, summary, '<i>Eve</i>'])
  })

  it('takes control characters out of texts', async () => {
    await reviewBySomebody(ctx, productId, { body: ' abc\nd\u0007 ', summary: '\u0007' })
    const [item] = (await list(ctx, { productId })).items
    expect([item?.body, item?.summary]).toEqual(['abc\nd', ''])
  })

  it('refuses a product that is not there or hidden', async () => {
    const hidden = await addProduct(ctx, { status: 'hidden' })
    for (const id of [hidden, 2_000_000_000]) {
      await expect(reviewBySomebody(ctx, id)).rejects.toMatchObject({
        code: 'PRODUCT_NOT_FOUND',
        fields: [{ pointer: '/productId' }],
      })
    }
  })

  it('needs a person', async () => {
    await expect(review({ ...ctx, actor: { kind: 'anonymous' } }, productId)).rejects.toMatchObject(
      {
        code: 'UNAUTHENTICATED',
      },
    )
    await expect(review(ctx, productId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('characteristics of a review', () => {
  it('must belong to the product', async () => {
    const [own] = await addCharacteristics(ctx, productId, ['Fit'])
    const [foreign] = await addCharacteristics(ctx, await addProduct(ctx), ['Fit'])
    const characteristics = [
      { id: own, value: 3 },
      { id: foreign, value: 3 },
      { name: 'Taste', value: 3 },
    ]
    await expect(reviewBySomebody(ctx, productId, { characteristics })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/characteristics/1' }, { pointer: '/characteristics/2' }],
    })
    expect(await counters(ctx, productId)).toMatchObject({ ratings: [0, 0, 0, 0, 0], votes: [] })
  })

  it('are rated once each, by whatever name', async () => {
    const [id] = await addCharacteristics(ctx, productId, ['Fit'])
    const characteristics = [
      { id, value: 3 },
      { name: 'Fit', value: 4 },
    ]
    await expect(reviewBySomebody(ctx, productId, { characteristics })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/characteristics/1', message: 'is rated twice' }],
    })
  })

  it('come from the category with the first review that names one', async () => {
    await setCharacteristics(ctx, { category: 'Boots', names: ['Width', 'Comfort'] })
    const boots = await addProduct(ctx, { category: 'Boots' })
    const asked = (await meta(ctx, boots)).characteristics
    expect(asked).toEqual([
      { id: null, name: 'Width', count: 0, average: null },
      { id: null, name: 'Comfort', count: 0, average: null },
    ])
    await reviewBySomebody(ctx, boots, { characteristics: [{ name: 'Comfort', value: 4 }] })
    const made = (await meta(ctx, boots)).characteristics
    expect(made).toEqual([
      { id: expect.any(Number), name: 'Width', count: 0, average: null },
      { id: expect.any(Number), name: 'Comfort', count: 1, average: 4 },
    ])
    await setCharacteristics(ctx, { category: 'Boots', names: [] })
    await reviewBySomebody(ctx, boots, { characteristics: [{ id: made[1]?.id, value: 2 }] })
    expect((await meta(ctx, boots)).characteristics[1]).toMatchObject({ count: 2, average: 3 })
  })

  it('are made once by many first reviews at the same time', async () => {
    await setCharacteristics(ctx, { category: 'Hats', names: ['Size', 'Warmth', 'Style'] })
    const hats = await addProduct(ctx, { category: 'Hats' })
    const names = ['Size', 'Warmth', 'Style']
    await atOnce(12, (n) =>
      reviewBySomebody(ctx, hats, {
        characteristics: [{ name: names[n % 3], value: 1 + (n % 5) }],
      }),
    )
    const { characteristics } = await counters(ctx, hats)
    expect(characteristics).toHaveLength(3)
    expect(characteristics.map(({ count }) => count)).toEqual([4, 4, 4])
    expect(await counters(ctx, hats)).toEqual(await counted(ctx, hats))
  })
})

describe('a review with a word of the list', () => {
  it('waits, uncounted, until a moderator restores it', async () => {
    await ctx.db.insertInto('held_word').values({ word: 'casino' }).execute()
    const [id = 0] = await addCharacteristics(ctx, productId, ['Fit'])
    const characteristics = [{ id, value: 5 }]
    const held = await reviewBySomebody(ctx, productId, { body: 'Win at CÁSINO!', characteristics })
    const plain = await reviewBySomebody(ctx, productId, { body: 'casinos are fine' })
    expect([held.status, plain.status]).toEqual(['held', 'visible'])
    expect((await list(ctx, { productId })).items.map((one) => one.id)).toEqual([plain.id])
    expect(await counters(ctx, productId)).toMatchObject({
      ratings: [0, 0, 0, 1, 0],
      characteristics: [{ sum: 0, count: 0 }],
    })
    const subject = { kind: 'review', id: held.id } as const
    await moderate(ctx, { subject, action: 'restore', reason: 'About films' })
    expect((await list(ctx, { productId })).items).toHaveLength(2)
    expect(await counters(ctx, productId)).toMatchObject({
      ratings: [0, 0, 0, 2, 0],
      characteristics: [{ sum: 5, count: 1 }],
    })
    expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))
  })

  it.each([{ summary: 'the casino' }, { author: { name: 'Ca\u200bsino' } }])(
    'is held for %j too',
    async (over) => {
      expect((await reviewBySomebody(ctx, productId, over)).status).toBe('held')
    },
  )
})
