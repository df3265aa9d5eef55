import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import type { stylesInput, stylesOutput } from './contract.ts'
import { productStyles } from './read-queries.ts'
import { productNotFound } from './require-product.ts'

/** The styles of a product with their photos and stock, by id. Throws PRODUCT_NOT_FOUND. */
export async function listStyles(
  { db }: Pick<Ctx, 'db'>,
  { productId }: z.output<typeof stylesInput>,
): Promise<z.output<typeof stylesOutput>> {
  const [found] = await productStyles(db, productId)
  if (found === undefined) throw productNotFound('/productId')
  return { items: found.styles }
}
