import type { z } from 'zod'
import { requireScope } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import { moveVersions } from '../summary-queries.ts'
import { type adjustStockInput, MAX_QUANTITY, type Stock } from './contract.ts'
import { changeStock, lockSkus, type SkuRow } from './queries.ts'
import { toStock } from './to-stock.ts'

type Input = z.output<typeof adjustStockInput>

/**
 * Adds to a stock item or says how many there are. Throws SKU_NOT_FOUND, and OUT_OF_STOCK when that would
 * leave less than is reserved.
 */
export async function adjustStock(ctx: Ctx, input: Input): Promise<Stock> {
  requireScope(ctx.actor, 'catalog:write')
  return transact(ctx.db, async (tx) => {
    const [sku] = await lockSkus(tx, [input.skuId])
    if (sku === undefined) throw refused('SKU_NOT_FOUND', '/skuId', 'no such stock item')
    const added = requireRoom(input, sku)
    if (added === 0) return toStock(sku)
    const [changed = sku] = await changeStock(tx, [{ id: sku.id, quantity: added, reserved: 0 }])
    await moveVersions(tx, [sku.product_id])
    return toStock(changed)
  })
}

/** How many come in, or go out. */
function requireRoom({ delta = 0, quantity }: Input, sku: SkuRow): number {
  const pointer = quantity === undefined ? '/delta' : '/quantity'
  const after = quantity ?? sku.quantity + delta
  if (after < sku.reserved) throw refused('OUT_OF_STOCK', pointer, `${sku.reserved} are reserved`)
  if (after > MAX_QUANTITY) throw refused('BAD_INPUT', pointer, `more than ${MAX_QUANTITY}`)
  return after - sku.quantity
}

function refused(
  code: 'SKU_NOT_FOUND' | 'OUT_OF_STOCK' | 'BAD_INPUT',
  pointer: string,
  message: string,
): AppError {
  return new AppError(code, { fields: [{ pointer, message }] })
}
