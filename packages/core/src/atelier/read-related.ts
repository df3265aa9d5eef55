import type { Ctx } from '../context.ts'
import { idOf, listOf } from './answer.ts'
import { relatedById } from './product-queries.ts'

/** Ids of related products, as JSON text; none for a product that is not there. */
export async function readRelated(ctx: Ctx, given: string): Promise<string> {
  return (await listOf(ctx.db, { statement: relatedById, id: idOf(given) })).json
}
