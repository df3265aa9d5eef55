import { z } from 'zod'
import { requireProduct } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { decodeCursor, encodeCursor } from '../pagination.ts'
import type { listReviewsInput, listReviewsOutput } from './contract.ts'
import {
  type ListPosition,
  pageOfAll,
  type ReviewFilter,
  type ReviewPage,
  stretchOfFitting,
} from './list-queries.ts'

/** Reviews looked at for one page, at most, when a filter has to be tried on each: about 30 ms either way. */
const WINDOW = 5_000
/** When their texts have to be read as well. */
const TEXT_WINDOW = 1_000

const SCORE = z.tuple([z.number(), rowId])
const CURSOR_KEYS = {
  newest: z.tuple([z.iso.datetime({ precision: 6 }), rowId]),
  helpful: SCORE,
  relevant: SCORE,
} as const

/**
 * Visible reviews of a product by keyset cursor, in a total order. Reviews that come in while somebody pages
 * move nothing: they stand before the cursor or behind it. A review whose votes change while somebody pages
 * by votes is met again if it moved down past the cursor, and missed if it moved up; no other is. Throws
 * PRODUCT_NOT_FOUND and BAD_CURSOR.
 */
export async function listReviews(
  ctx: Ctx,
  input: z.output<typeof listReviewsInput>,
): Promise<z.output<typeof listReviewsOutput>> {
  const { limit, cursor, ...filters } = input
  const { productId, sort, ...filter } = filters
  const after = cursor === undefined ? null : positionOf(cursor, filters)
  const { items, end } = await readPage(ctx, filter, { sort, productId, limit, after })
  if (items.length === 0 && after === null) await requireProduct(ctx.db, productId)
  return { items, nextCursor: end && encodeCursor(filters, [end.key, end.id]) }
}

type Page = Omit<Parameters<typeof stretchOfFitting>[2], 'window'>

async function readPage(ctx: Ctx, filter: ReviewFilter, page: Page): Promise<ReviewPage> {
  if (Object.values(filter).some((value) => value !== undefined)) {
    const window = filter.text === undefined ? WINDOW : TEXT_WINDOW
    return await stretchOfFitting(ctx.db, filter, { ...page, window })
  }
  return await pageOfAll(ctx.db, page.sort, page)
}

function positionOf(cursor: string, filters: { readonly sort: Page['sort'] }): ListPosition {
  const [key, id] = decodeCursor(cursor, filters, CURSOR_KEYS[filters.sort])
  return { key, id }
}
