import type { Ctx } from '../context.ts'
import { type AtelierAnswer, idOf, listOf } from './answer.ts'
import { stylesById } from './product-queries.ts'

/** The styles of a product with their photos and stock; none of a product that is not there. */
export async function readStyles(ctx: Ctx, given: string): Promise<AtelierAnswer> {
  const { json, version } = await listOf(ctx.db, { statement: stylesById, id: idOf(given) })
  return { version, json: `{"product_id":${JSON.stringify(given)},"results":${json}}` }
}
