import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import type { facetsInput, facetsOutput } from './contract.ts'
import { correctionOf } from './correct-query.ts'
import { countFacets } from './count-facets.ts'
import { readText } from './read-text.ts'

/**
 * What a search could be narrowed down by, each facet counted without its own filter. A query that nothing
 * fits is corrected as `searchProducts` corrects it.
 */
export async function productFacets(
  ctx: Pick<Ctx, 'db' | 'facetIndex'>,
  { query, ...filters }: z.output<typeof facetsInput>,
): Promise<z.output<typeof facetsOutput>> {
  const text = await readText(ctx, query)
  const facets = await countFacets(ctx, { text, filters })
  const exact = { facets, didYouMean: null, corrected: false }
  if (facets.total.count > 0) return exact
  const didYouMean = await correctionOf(ctx, text, 0)
  if (didYouMean === null) return exact
  const better = await countFacets(ctx, { text: await readText(ctx, didYouMean), filters })
  return better.total.count === 0 ? exact : { facets: better, didYouMean, corrected: true }
}
