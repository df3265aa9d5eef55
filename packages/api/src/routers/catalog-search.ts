import { productFacets, searchContract, searchProducts, suggest } from '@loadout/core/catalog'
import type { TRPCRouterRecord } from '@trpc/server'
import type { CachePolicy } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const CACHE: CachePolicy = { maxAge: 1, staleWhileRevalidate: 10 }

/** Part of the router `catalog`. */
export const catalogSearch = {
  search: procedure
    .meta({
      rest: 'GET /catalog/search',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: ['BAD_CURSOR'],
      docs: {
        summary: 'Products by their words, with filters and facets; misspelt names are found too.',
        example: { query: 'witcher', genres: ['RPG'], maxPrice: 3_000, facets: true },
      },
    })
    .input(searchContract.searchInput.prefault({}))
    .output(searchContract.searchOutput)
    .query(({ ctx, input }) => searchProducts(ctx, input)),

  facets: procedure
    .meta({
      rest: 'GET /catalog/facets',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: [],
      docs: {
        summary: 'What a search could be narrowed down by, with counts.',
        example: { query: 'witcher', kinds: ['game'] },
      },
    })
    .input(searchContract.facetsInput.prefault({}))
    .output(searchContract.facetsOutput)
    .query(({ ctx, input }) => productFacets(ctx, input)),

  suggest: procedure
    .meta({
      rest: 'GET /catalog/suggestions',
      auth: 'public',
      rate: 'read',
      cache: CACHE,
      errors: [],
      docs: {
        summary: 'What a query that is being typed could become.',
        example: { query: 'witc', limit: 8 },
      },
    })
    .input(searchContract.suggestInput)
    .output(searchContract.suggestOutput)
    .query(({ ctx, input }) => suggest(ctx, input)),
} satisfies TRPCRouterRecord
