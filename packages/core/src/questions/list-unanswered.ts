import { z } from 'zod'
import { requireProduct } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { unansweredInput, unansweredOutput } from './contract.ts'
import { unansweredBehind } from './list-queries.ts'

const cursorKey = z.tuple([z.int(), z.int().positive().max(MAX_INT4)])

/**
 * Questions nobody has answered yet, the oldest first, by keyset cursor. Throws PRODUCT_NOT_FOUND and
 * BAD_CURSOR.
 */
export async function listUnanswered(
  ctx: Ctx,
  input: z.output<typeof unansweredInput>,
): Promise<z.output<typeof unansweredOutput>> {
  const { limit, cursor, ...filters } = input
  const [place, id] =
    cursor === undefined ? [Number.MIN_SAFE_INTEGER, 0] : decodeCursor(cursor, filters, cursorKey)
  const { productId } = input
  const { items, end } = await unansweredBehind(ctx.db, { productId, after: { place, id }, limit })
  if (items.length === 0 && productId !== undefined) await requireProduct(ctx.db, productId)
  return { items, nextCursor: end && encodeCursor(filters, [end.place, end.id]) }
}
