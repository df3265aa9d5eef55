import {
  addToWishlist,
  cartContract as contract,
  listWishlist,
  removeFromWishlist,
  wishlistHas,
} from '@loadout/core/cart'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

const READ = { auth: 'guest', rate: 'read', cache: 'private' } as const
const WRITE = { auth: 'guest', rate: 'write', cache: 'private' } as const

export const wishlistRouter = {
  get: procedure
    .meta({
      rest: 'GET /wishlist',
      ...READ,
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'Your wishlist, the newest first.', example: { limit: 20 } },
    })
    .input(contract.wishlistInput.prefault({}))
    .output(contract.wishlistOutput)
    .query(({ ctx, input }) => listWishlist(ctx, input)),

  has: procedure
    .meta({
      rest: 'GET /wishlist/contains',
      ...READ,
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'Which of these products are on your wishlist.',
        example: { productIds: [1, 2, 3] },
      },
    })
    .input(contract.wishlistHasInput)
    .output(contract.wishlistHasOutput)
    .query(({ ctx, input }) => wishlistHas(ctx, input)),

  add: procedure
    .meta({
      rest: 'PUT /wishlist/{productId}',
      ...WRITE,
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND', 'WISHLIST_FULL'],
      docs: { summary: 'Puts a product on your wishlist.', example: { productId: 1 } },
    })
    .input(contract.wishInput)
    .output(contract.wishOutput)
    .mutation(({ ctx, input }) => addToWishlist(ctx, input)),

  remove: procedure
    .meta({
      rest: 'DELETE /wishlist/{productId}',
      ...WRITE,
      errors: ['FORBIDDEN'],
      docs: { summary: 'Takes a product off your wishlist.', example: { productId: 1 } },
    })
    .input(contract.wishInput)
    .output(contract.wishOutput)
    .mutation(({ ctx, input }) => removeFromWishlist(ctx, input)),
} satisfies TRPCRouterRecord
