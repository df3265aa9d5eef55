import type { Ctx } from '../../context.ts'
import type { Facets } from './contract.ts'
import { matchingIds } from './facets/facet-queries.ts'
import { makeFacets } from './facets/make-facets.ts'
import { tallyProducts } from './facets/tally.ts'
import type { Listing } from './read-page.ts'

/**
 * Products that are counted of those that fit a text. Of more, any so many are, and each count says that
 * there may be more: nobody picks through a list of that length, and counting it must not take a second.
 */
const MAX_CANDIDATES = 20_000

/** Which products have the words is read now, what they are from the index of facets. */
export async function countFacets(
  { db, facetIndex }: Pick<Ctx, 'db' | 'facetIndex'>,
  { text, filters }: Listing,
): Promise<Facets> {
  const [snapshot, ids] = await Promise.all([
    facetIndex.snapshot(),
    text.kind === 'all' ? null : matchingIds(db, text, MAX_CANDIDATES + 1),
  ])
  const { dictionary, isComplete } = snapshot
  const tally = await tallyProducts(snapshot, filters, ids?.slice(0, MAX_CANDIDATES) ?? null)
  const isPart = !isComplete || (ids !== null && ids.length > MAX_CANDIDATES)
  return makeFacets({ tally, filters, dictionary, isPart })
}
