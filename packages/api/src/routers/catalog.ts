import {
  catalogContract,
  getProduct,
  listProducts,
  listRelated,
  listStyles,
  priceHistory,
} from '@loadout/core/catalog'
import type { TRPCRouterRecord } from '@trpc/server'
import type { CachePolicy } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { catalogSearch } from './catalog-search.ts'
import { catalogWrites } from './catalog-writes.ts'
import { storefrontProcedures } from './storefront.ts'

const CACHE: CachePolicy = { maxAge: 1, staleWhileRevalidate: 10 }

export const catalogRouter = {
  ...storefrontProcedures,
  ...catalogSearch,

  product: procedure
    .meta({
      rest: 'GET /products/{idOrSlug}',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: ['PRODUCT_NOT_FOUND'],
      docs: {
        summary:
          'All that the catalogue knows of a product, by its id or by a slug, a former one too.',
        example: { idOrSlug: 'half-life' },
      },
    })
    .input(catalogContract.productInput)
    .output(catalogContract.productOutput)
    .query(({ ctx, input }) => getProduct(ctx, input)),

  styles: procedure
    .meta({
      rest: 'GET /products/{productId}/styles',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: ['PRODUCT_NOT_FOUND'],
      docs: {
        summary: 'The styles of a product with their photos, sizes and stock.',
        example: { productId: 1 },
      },
    })
    .input(catalogContract.stylesInput)
    .output(catalogContract.stylesOutput)
    .query(({ ctx, input }) => listStyles(ctx, input)),

  related: procedure
    .meta({
      rest: 'GET /products/{productId}/related',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: ['PRODUCT_NOT_FOUND'],
      docs: {
        summary: 'What goes with a product: chosen by people first, then computed.',
        example: { productId: 1, limit: 6 },
      },
    })
    .input(catalogContract.relatedInput)
    .output(catalogContract.relatedOutput)
    .query(({ ctx, input }) => listRelated(ctx, input)),

  list: procedure
    .meta({
      rest: 'GET /products',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: ['BAD_CURSOR'],
      docs: {
        summary: 'Products page by page, by id or the newest first.',
        example: { kind: 'game', genre: 'Action', order: 'newest', limit: 50 },
      },
    })
    .input(catalogContract.listInput.prefault({}))
    .output(catalogContract.listOutput)
    .query(({ ctx, input }) => listProducts(ctx, input)),

  priceHistory: procedure
    .meta({
      rest: 'GET /products/{productId}/prices',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: ['PRODUCT_NOT_FOUND', 'BAD_CURSOR'],
      docs: {
        summary: 'What a product or one of its styles cost before, the latest price first.',
        example: { productId: 1, currency: 'USD' },
      },
    })
    .input(catalogContract.priceHistoryInput)
    .output(catalogContract.priceHistoryOutput)
    .query(({ ctx, input }) => priceHistory(ctx, input)),

  ...catalogWrites,
} satisfies TRPCRouterRecord
