import { describe, expect, it } from 'vitest'
import {
  cartAddInput,
  cartMergeInput,
  cartRemoveInput,
  cartSetInput,
  wishInput,
  wishlistHasInput,
} from './contract.ts'

describe('a line of a cart', () => {
  it('gets one unit unless told', () => {
    expect(cartAddInput.parse({ productId: 1 })).toEqual({ productId: 1, quantity: 1 })
    expect(cartAddInput.parse({ productId: 1, skuId: 2, quantity: 999 }).quantity).toBe(999)
  })

  it('is set to a number that is said', () => {
    expect(cartSetInput.safeParse({ productId: 1 }).success).toBe(false)
    expect(cartSetInput.parse({ productId: 1, quantity: 5 }).quantity).toBe(5)
  })

  it.each([0, -1, 1_000, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', null])(
    'never holds %j units',
    (quantity) => {
      expect(cartAddInput.safeParse({ productId: 1, quantity }).success).toBe(false)
      expect(cartSetInput.safeParse({ productId: 1, quantity }).success).toBe(false)
    },
  )

  it.each([
    {},
    { productId: 0 },
    { productId: 2_147_483_648 },
    { productId: '1' },
    { productId: 1, skuId: 0 },
    { productId: 1, skuId: null },
    { productId: 1, skuId: 2 ** 53 },
  ])('is not %j', (line) => {
    expect(cartAddInput.safeParse({ ...line, quantity: 1 }).success).toBe(false)
    expect(cartSetInput.safeParse({ ...line, quantity: 1 }).success).toBe(false)
    expect(cartRemoveInput.safeParse(line).success).toBe(false)
  })
})

describe('a merge', () => {
  it.each(['', 'x'.repeat(201), 7, null])('is not made by the token %j', (guestToken) => {
    expect(cartMergeInput.safeParse({ guestToken }).success).toBe(false)
  })
})

describe('a wishlist', () => {
  it('is asked about 100 products at most, and about one at least', () => {
    const ids = Array.from({ length: 101 }, (_, n) => n + 1)
    expect(wishlistHasInput.safeParse({ productIds: ids.slice(1) }).success).toBe(true)
    expect(wishlistHasInput.safeParse({ productIds: ids }).success).toBe(false)
    expect(wishlistHasInput.safeParse({ productIds: [] }).success).toBe(false)
  })

  it.each([0, -1, 1.5, '1', 2 ** 31])('holds no product %j', (productId) => {
    expect(wishInput.safeParse({ productId }).success).toBe(false)
  })
})
