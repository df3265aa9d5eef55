import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { cutPage, decodeCursor, encodeCursor } from '../pagination.ts'
import type { priceHistoryInput, priceHistoryOutput } from './contract.ts'
import { pastPrices } from './read-queries.ts'
import { requireProduct } from './require-product.ts'

const cursorKey = z.tuple([z.int().positive()])

/** Prices of a product, or of one of its styles, that have ended; the latest first. Throws PRODUCT_NOT_FOUND, BAD_CURSOR. */
export async function priceHistory(
  { db }: Pick<Ctx, 'db'>,
  input: z.output<typeof priceHistoryInput>,
): Promise<z.output<typeof priceHistoryOutput>> {
  const { limit, cursor, ...filters } = input
  const { productId, styleId = null, currency = null } = filters
  const [before = null] = cursor === undefined ? [] : decodeCursor(cursor, filters, cursorKey)
  await requireProduct(db, productId)
  const rows = await pastPrices(db, { productId, styleId, currency }, { limit: limit + 1, before })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map(({ currency, amount, sale_amount, until }) => {
      return { currency, amount, saleAmount: sale_amount, until }
    }),
    nextCursor: last && encodeCursor(filters, [last.id]),
  }
}
