import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { moveVersions } from '../summary-queries.ts'
import { changeStock, endReservations, lockSkus, reservedSkus, type SkuRow } from './queries.ts'

export interface Settlement {
  /** `taken`: sold, so that there are fewer now; `released`: there for others again. */
  readonly state: 'taken' | 'released'
  /** Only those not expired at this moment; null: whichever are held. */
  readonly validAt: Date | null
}

/** Ends reservations and gives the stock items they were of. Returns how many were held, too. */
export async function settle(
  tx: Kysely<Database>,
  ids: readonly number[],
  settlement: Settlement,
): Promise<{ readonly ended: number; readonly skus: readonly SkuRow[] }> {
  const locked = await lockSkus(tx, await reservedSkus(tx, ids))
  const ended = await endReservations(tx, ids, settlement)
  const held = Map.groupBy(ended, ({ sku_id }) => sku_id)
  const skus = await changeStock(
    tx,
    [...held].map(([id, reservations]) => {
      const count = reservations.reduce((sum, { quantity }) => sum + quantity, 0)
      return { id, quantity: settlement.state === 'taken' ? -count : 0, reserved: -count }
    }),
  )
  await moveVersions(
    tx,
    locked.flatMap(({ id, product_id }) => (held.has(id) ? [product_id] : [])),
  )
  return { ended: ended.length, skus }
}

/** The same for all of them. Throws RESERVATION_NOT_FOUND when any is not held (any longer). */
export async function settleAll(
  tx: Kysely<Database>,
  ids: readonly number[],
  settlement: Settlement,
): Promise<readonly SkuRow[]> {
  const wanted = [...new Set(ids)]
  const { ended, skus } = await settle(tx, wanted, settlement)
  if (ended === wanted.length) return skus
  const message = `${wanted.length - ended} of them are not held`
  throw new AppError('RESERVATION_NOT_FOUND', { fields: [{ pointer: '/reservationIds', message }] })
}
