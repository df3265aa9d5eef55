import type { z } from 'zod'
import { requireScope } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import type { reservationsInput, settledOutput } from './contract.ts'
import { settleAll } from './settle.ts'
import { toStock } from './to-stock.ts'

/**
 * Turns reservations into a sale: all of them, or none. Throws RESERVATION_NOT_FOUND when one has expired,
 * whether or not somebody has cleared it away yet, or is taken or released already.
 */
export async function takeStock(
  ctx: Ctx,
  { reservationIds }: z.output<typeof reservationsInput>,
): Promise<z.output<typeof settledOutput>> {
  requireScope(ctx.actor, 'catalog:write')
  const validAt = ctx.clock.now()
  return transact(ctx.db, async (tx) => {
    const skus = await settleAll(tx, reservationIds, { state: 'taken', validAt })
    return { items: skus.map(toStock) }
  })
}
