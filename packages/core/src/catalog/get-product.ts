import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import type { productInput, productOutput } from './contract.ts'
import { productById, productBySlug } from './read-queries.ts'
import { productNotFound } from './require-product.ts'

/**
 * All that is known of a product besides its styles, what goes with it and what people say about it. A
 * former slug finds its product and says so in `redirectedFrom`. Throws PRODUCT_NOT_FOUND.
 */
export async function getProduct(
  { db }: Pick<Ctx, 'db'>,
  { idOrSlug }: z.output<typeof productInput>,
): Promise<z.output<typeof productOutput>> {
  const [found] = await (typeof idOrSlug === 'number'
    ? productById(db, idOrSlug)
    : productBySlug(db, idOrSlug))
  if (found === undefined) throw productNotFound('/idOrSlug')
  return { ...found.product, redirectedFrom: found.redirected_from }
}
