import { productPage, storefrontContract } from '@loadout/core/storefront'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

/** Part of the router `catalog`. */
export const storefrontProcedures = {
  productPage: procedure
    .meta({
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
} satisfies TRPCRouterRecord
