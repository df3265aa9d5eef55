import type { z } from 'zod'
import { requireScope } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import { moveVersions } from '../summary-queries.ts'
import type { reserveStockInput, reserveStockOutput } from './contract.ts'
import { changeStock, insertReservations, keepAccount, lockSkus, type SkuRow } from './queries.ts'

const MINUTE_MS = 60_000

type Input = z.output<typeof reserveStockInput>

/**
 * Holds several stock items for a while: all of them, or none. Throws SKU_NOT_FOUND and OUT_OF_STOCK with
 * every item that cannot be had, and BAD_INPUT for an account that is not there.
 */
export async function reserveStock(
  ctx: Ctx,
  { items, minutes, accountId }: Input,
): Promise<z.output<typeof reserveStockOutput>> {
  requireScope(ctx.actor, 'catalog:write')
  const expiresAt = new Date(ctx.clock.now().getTime() + minutes * MINUTE_MS)
  return transact(ctx.db, async (tx) => {
    const skus = await lockSkus(
      tx,
      items.map(({ skuId }) => skuId),
    )
    requireStock(items, skus)
    if (accountId !== undefined && !(await keepAccount(tx, accountId))) throw noAccount()
    await changeStock(
      tx,
      items.map(({ skuId, quantity }) => ({ id: skuId, quantity: 0, reserved: quantity })),
    )
    const rows = await insertReservations(tx, items, { accountId: accountId ?? null, expiresAt })
    await moveVersions(
      tx,
      skus.map(({ product_id }) => product_id),
    )
    return {
      items: rows.map(({ id, sku_id, quantity }) => {
        return { id, skuId: sku_id, quantity, expiresAt: expiresAt.toISOString() }
      }),
    }
  })
}

function requireStock(items: Input['items'], skus: readonly SkuRow[]): void {
  const known = new Map(skus.map((sku) => [sku.id, sku]))
  const missing = items.flatMap(({ skuId }, place) =>
    known.has(skuId) ? [] : { pointer: `/items/${place}/skuId`, message: 'no such stock item' },
  )
  if (missing.length > 0) throw new AppError('SKU_NOT_FOUND', { fields: missing })
  const short = items.flatMap(({ skuId, quantity }, place) => {
    const sku = known.get(skuId)
    const left = sku === undefined ? 0 : sku.quantity - sku.reserved
    return quantity <= left ? [] : { pointer: `/items/${place}/quantity`, message: `${left} left` }
  })
  if (short.length > 0) throw new AppError('OUT_OF_STOCK', { fields: short })
}

function noAccount(): AppError {
  const field = { pointer: '/accountId', message: 'no such account' }
  return new AppError('BAD_INPUT', { fields: [field] })
}
