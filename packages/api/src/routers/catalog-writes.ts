import {
  catalogContract,
  curateRelated,
  renameProduct,
  saveProduct,
  setPrice,
  setStatus,
  storeDocumentSchema,
} from '@loadout/core/catalog'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const WRITE = {
  auth: 'catalog:write',
  rate: 'write',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>

/** Part of the router `catalog`: what the shop does. */
export const catalogWrites = {
  save: procedure
    .meta({
      rest: 'PUT /products',
      ...WRITE,
      errors: [
        'FORBIDDEN',
        'PRODUCT_NOT_FOUND',
        'STYLE_NOT_FOUND',
        'SKU_NOT_FOUND',
        'SLUG_TAKEN',
        'CONFLICT',
      ],
      docs: {
        summary: 'Saves a whole product: what the document leaves out, the product does not have.',
        example: {
          source: { source: 'own', key: 'half-life' },
          kind: 'game',
          name: 'Half-Life',
          tags: ['FPS', 'Classic'],
          prices: [{ currency: 'USD', amount: 999 }],
          game: {
            companies: [{ name: 'Valve', role: 'developer' }],
            releases: [{ platform: 'Windows', date: '1998-11-08' }],
          },
        },
      },
    })
    .input(storeDocumentSchema)
    .output(catalogContract.saveOutput)
    .mutation(({ ctx, input }) => saveProduct(ctx, input)),

  setPrice: procedure
    .meta({
      rest: 'PUT /products/{productId}/price',
      ...WRITE,
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND', 'STYLE_NOT_FOUND'],
      docs: {
        summary: 'Sets what a product or one of its styles costs; the former price is kept.',
        example: {
          productId: 1,
          currency: 'EUR',
          price: { amount: 1999, saleAmount: 999 },
        },
      },
    })
    .input(catalogContract.setPriceInput)
    .output(catalogContract.changedOutput)
    .mutation(({ ctx, input }) => setPrice(ctx, input)),

  rename: procedure
    .meta({
      rest: 'PUT /products/{productId}/slug',
      ...WRITE,
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND', 'SLUG_TAKEN'],
      docs: {
        summary: 'Gives a product another slug; the former one goes on leading to it.',
        example: { productId: 1, slug: 'half-life-source' },
      },
    })
    .input(catalogContract.renameInput)
    .output(catalogContract.changedOutput)
    .mutation(({ ctx, input }) => renameProduct(ctx, input)),

  setStatus: procedure
    .meta({
      rest: 'PUT /products/{productId}/status',
      ...WRITE,
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND'],
      docs: {
        summary: 'Hides a product from every page and list, or shows it again.',
        example: { productId: 1, status: 'hidden' },
      },
    })
    .input(catalogContract.setStatusInput)
    .output(catalogContract.changedOutput)
    .mutation(({ ctx, input }) => setStatus(ctx, input)),

  curateRelated: procedure
    .meta({
      rest: 'PUT /products/{productId}/related',
      ...WRITE,
      errors: ['FORBIDDEN', 'PRODUCT_NOT_FOUND'],
      docs: {
        summary: 'Chooses what is shown beside a product before what is computed.',
        example: { productId: 1, relatedIds: [2, 3] },
      },
    })
    .input(catalogContract.curateRelatedInput)
    .output(catalogContract.changedOutput)
    .mutation(({ ctx, input }) => curateRelated(ctx, input)),
} satisfies TRPCRouterRecord
