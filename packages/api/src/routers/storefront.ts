import { interact, interactionsContract } from '@loadout/core/catalog'
import { productPage, storefrontContract } from '@loadout/core/storefront'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

/** Part of the router `catalog`. */
export const storefrontProcedures = {
  productPage: procedure
    .meta({
      rest: 'GET /products/{idOrSlug}/page',
      auth: 'public',
      rate: 'read',
      cache: { maxAge: 1, staleWhileRevalidate: 10 },
      revision: 'product',
      errors: ['PRODUCT_NOT_FOUND'],
      docs: {
        summary: 'All that the page of a product shows at first, in one call.',
        example: { idOrSlug: 'camo-onesie.1' },
      },
    })
    .input(storefrontContract.productPageInput)
    .output(storefrontContract.productPageOutput)
    .query(({ ctx, input }) => productPage(ctx, input)),

  interact: procedure
    .meta({
      rest: 'POST /interactions',
      auth: 'guest',
      rate: 'write',
      // What many do is written together, on a connection of its own: it is in no transaction of the caller.
      idempotencyKey: 'refused',
      cache: 'private',
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND'],
      docs: {
        summary: 'Keeps what a visitor did on a page: what was clicked, where, and when.',
        example: { element: 'button.add', widget: 'Overview', time: '12:04', productId: 1 },
      },
    })
    .input(interactionsContract.interactInput)
    .output(interactionsContract.interactOutput)
    .mutation(({ ctx, input }) => interact(ctx, input)),
} satisfies TRPCRouterRecord
