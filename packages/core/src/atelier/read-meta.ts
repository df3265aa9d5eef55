import type { Ctx } from '../context.ts'
import type { AtelierAnswer } from './answer.ts'
import { metaById } from './review-queries.ts'

/** Counts of a product's reviews. Of a product that is not there, there are none. */
export async function readMeta(ctx: Ctx, productId: number): Promise<AtelierAnswer> {
  const [row] = await metaById(ctx.db, productId)
  const nothing = `{"product_id":"${productId}","ratings":{},"recommended":{},"characteristics":{}}`
  return row ?? { json: nothing, version: null }
}
