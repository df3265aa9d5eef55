import type { Ctx } from '../context.ts'
import { type AtelierAnswer, idOf } from './answer.ts'
import { productById } from './product-queries.ts'

/** One product with its features; null when there is none. */
export async function readProduct(ctx: Ctx, given: string): Promise<AtelierAnswer | null> {
  const id = idOf(given)
  const [row] = id === null ? [] : await productById(ctx.db, id)
  return row ?? null
}
