import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import type { relatedInput, relatedOutput } from './contract.ts'
import { productRelated } from './read-queries.ts'
import { productNotFound } from './require-product.ts'

/**
 * What goes with a product: what people chose, in their order and each once, then what was computed from
 * labels and from what the same visitors looked at. Throws PRODUCT_NOT_FOUND.
 */
export async function listRelated(
  { db }: Pick<Ctx, 'db'>,
  { productId, limit }: z.output<typeof relatedInput>,
): Promise<z.output<typeof relatedOutput>> {
  const [found] = await productRelated(db, productId, limit)
  if (found === undefined) throw productNotFound('/productId')
  return { items: found.cards }
}
