import type { Actor, Ctx } from '@loadout/core'
import {
  reviewsContract as contract,
  removeReview,
  respond,
  setCharacteristics,
  setOwnership,
} from '@loadout/core/reviews'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { list, meta, reviewBySomebody, versionOf } from './reviewing.ts'

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

const withScope = (...scopes: Extract<Actor, { kind: 'api-key' }>['scopes']): Ctx => ({
  ...ctx,
  actor: { kind: 'api-key', keyId: 'k', scopes },
})

describe('reviews.respond', () => {
  it('sets, replaces and takes away what the shop says, and moves the version', async () => {
    const { id } = await reviewBySomebody(ctx, productId)
    const staff = withScope('staff:write')
    const response = async () => (await list(ctx, { productId })).items[0]?.response
    const before = await versionOf(ctx, productId)
    await respond(staff, { reviewId: id, body: 'Thanks' })
    expect(await response()).toEqual({ body: 'Thanks', respondedAt: expect.stringMatching(/Z$/) })
    expect(await versionOf(ctx, productId)).toBe(before + 1)
    await respond(staff, { reviewId: id, body: '<b>Sorry</b>' })
    expect(await response()).toMatchObject({ body: '<b>Sorry</b>' })
    expect(await respond(staff, { reviewId: id, body: null })).toEqual({
      reviewId: id,
      responded: false,
    })
    expect(await response()).toBeNull()
  })

  it('is for staff, and for reviews that are there', async () => {
    const { id, guest } = await reviewBySomebody(ctx, productId)
    for (const [other, code] of [
      [guest, 'UNAUTHENTICATED'],
      [await asPerson(ctx), 'FORBIDDEN'],
      [withScope('moderation:write'), 'FORBIDDEN'],
    ] as const) {
      await expect(respond(other, { reviewId: id, body: 'x' })).rejects.toMatchObject({ code })
    }
    await removeReview(guest, { reviewId: id })
    for (const reviewId of [id, 2_000_000_000]) {
      await expect(respond(ctx, { reviewId, body: 'x' })).rejects.toMatchObject({
        code: 'REVIEW_NOT_FOUND',
      })
    }
  })
})

describe('reviews.setOwnership', () => {
  it('refuses accounts and products that are not there', async () => {
    const { accountId } = await asGuest(ctx)
    for (const wrong of [{ accountId: 2_000_000_000 }, { productId: 2_000_000_000 }]) {
      const input = contract.setOwnershipInput.parse({ accountId, productId, ...wrong })
      await expect(setOwnership(ctx, input)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        fields: [{ pointer: '/accountId' }, { pointer: '/productId' }],
      })
    }
  })

  it('says the same again, and takes it away when it is not there', async () => {
    const { accountId } = await asGuest(ctx)
    for (const owned of [true, true, false, false]) {
      const input = contract.setOwnershipInput.parse({ accountId, productId, owned })
      expect(await setOwnership(withScope('staff:write'), input)).toEqual({ owned })
    }
    expect(await ctx.db.selectFrom('ownership').selectAll().execute()).toEqual([])
  })

  it('is for staff', async () => {
    const guest = await asGuest(ctx)
    const input = contract.setOwnershipInput.parse({ accountId: guest.accountId, productId })
    await expect(setOwnership(guest, input)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    const person = await asPerson(ctx)
    await expect(setOwnership(person, input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('reviews.setCharacteristics', () => {
  it('replaces the set of a category, in its order', async () => {
    const shoes = await addProduct(ctx, { category: 'Shoes' })
    const names = async () => (await meta(ctx, shoes)).characteristics.map(({ name }) => name)
    const set = (...asked: readonly string[]) =>
      setCharacteristics(withScope('catalog:write'), { category: 'Shoes', names: [...asked] })
    await set('Width', 'Comfort', 'Quality')
    expect(await names()).toEqual(['Width', 'Comfort', 'Quality'])
    await set('Quality', 'Size')
    expect(await names()).toEqual(['Quality', 'Size'])
    await set()
    expect(await names()).toEqual([])
  })

  it('is for the catalogue', async () => {
    const input = { category: 'Shoes', names: [] }
    await expect(setCharacteristics(withScope('staff:write'), input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})
