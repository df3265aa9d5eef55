import type { z } from 'zod'
import { requireScope } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import type { reservationsInput, settledOutput } from './contract.ts'
import { settleAll } from './settle.ts'
import { toStock } from './to-stock.ts'

/** Gives reservations back: all of them, or none. Throws RESERVATION_NOT_FOUND when one is not held. */
export async function releaseStock(
  ctx: Ctx,
  { reservationIds }: z.output<typeof reservationsInput>,
): Promise<z.output<typeof settledOutput>> {
  requireScope(ctx.actor, 'catalog:write')
  return transact(ctx.db, async (tx) => {
    const skus = await settleAll(tx, reservationIds, { state: 'released', validAt: null })
    return { items: skus.map(toStock) }
  })
}
