import {
  addToCart,
  clearCart,
  cartContract as contract,
  getCart,
  mergeGuestCart,
  removeFromCart,
  setInCart,
} from '@loadout/core/cart'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { procedure } from '../trpc.ts'

const READ = { auth: 'guest', rate: 'read', cache: 'private' } as const
const WRITE = { auth: 'guest', rate: 'write', cache: 'private' } as const

export const cartRouter = {
  get: procedure
    .meta({
      rest: 'GET /cart',
      ...READ,
      errors: ['FORBIDDEN'],
      docs: { summary: 'Your cart, with prices and stock as they are now.', example: {} },
    })
    .input(z.object({}).prefault({}))
    .output(contract.cartSchema)
    .query(({ ctx }) => getCart(ctx)),

  add: procedure
    .meta({
      rest: 'POST /cart/items',
      ...WRITE,
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND', 'SKU_NOT_FOUND', 'CART_FULL'],
      docs: {
        summary: 'Adds units of a product to your cart.',
        example: { productId: 1, skuId: 3, quantity: 2 },
      },
    })
    .input(contract.cartAddInput)
    .output(contract.cartSchema)
    .mutation(({ ctx, input }) => addToCart(ctx, input)),

  set: procedure
    .meta({
      rest: 'PUT /cart/items/{productId}',
      ...WRITE,
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND', 'SKU_NOT_FOUND', 'CART_FULL'],
      docs: {
        summary: 'Says how many units a line of your cart holds.',
        example: { productId: 1, skuId: 3, quantity: 1 },
      },
    })
    .input(contract.cartSetInput)
    .output(contract.cartSchema)
    .mutation(({ ctx, input }) => setInCart(ctx, input)),

  remove: procedure
    .meta({
      rest: 'DELETE /cart/items/{productId}',
      ...WRITE,
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'Takes a line out of your cart.',
        example: { productId: 1, skuId: 3 },
      },
    })
    .input(contract.cartRemoveInput)
    .output(contract.cartSchema)
    .mutation(({ ctx, input }) => removeFromCart(ctx, input)),

  clear: procedure
    .meta({
      rest: 'DELETE /cart',
      ...WRITE,
      errors: ['FORBIDDEN'],
      docs: { summary: 'Takes everything out of your cart.', example: {} },
    })
    .input(z.object({}).prefault({}))
    .output(contract.cartSchema)
    .mutation(({ ctx }) => clearCart(ctx)),

  merge: procedure
    .meta({
      rest: 'POST /cart/merge',
      ...WRITE,
      errors: ['FORBIDDEN', 'NOT_FOUND'],
      docs: {
        summary: 'Moves the cart and the wishlist of another guest into yours.',
        example: { guestToken: `ldg_${'0'.repeat(64)}` },
      },
    })
    .input(contract.cartMergeInput)
    .output(contract.cartMergeOutput)
    .mutation(({ ctx, input }) => mergeGuestCart(ctx, input)),
} satisfies TRPCRouterRecord
