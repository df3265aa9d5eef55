import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { inTurn } from '../db/in-turn.ts'
import { transact } from '../db/transaction.ts'
import type { changedOutput } from './contract.ts'
import { productNotFound } from './require-product.ts'
import { lockNames, NAMES } from './save/identity-queries.ts'
import { forgetSaved } from './save/product-queries.ts'
import { type LockedProduct, lockProduct, touchProduct } from './write-queries.ts'

export interface ChangeOptions {
  /** Takes the lock on names before the one on the product, as everybody who takes both does. */
  readonly locksNames?: boolean
}

/**
 * Changes one product in a transaction of its own, under the lock of its row, and moves its revision on.
 * `change` says whether it changed anything. Throws PRODUCT_NOT_FOUND and what `change` throws, and with
 * `locksNames` UNAVAILABLE when too many wait for that lock.
 */
export function changeProduct(
  ctx: Pick<Ctx, 'db' | 'signal'>,
  id: number,
  change: (tx: Transaction<Database>, product: LockedProduct) => Promise<boolean>,
  { locksNames = false }: ChangeOptions = {},
): Promise<z.output<typeof changedOutput>> {
  const run = () =>
    transact(ctx.db, async (tx) => {
      if (locksNames) await lockNames(tx)
      const product = await lockProduct(tx, id)
      if (product === undefined) throw productNotFound('/productId')
      if (!(await change(tx, product))) return { id, revision: product.revision }
      await forgetSaved(tx, [id])
      return { id, revision: await touchProduct(tx, id) }
    })
  return locksNames ? inTurn(ctx, NAMES, run) : run()
}
