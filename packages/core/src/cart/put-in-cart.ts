import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { findTarget } from './read-queries.ts'
import { type LineKey, lockCarts, putLine } from './write-queries.ts'

/**
 * Puts units into a line of a cart. Concurrent calls on one cart queue up: sums and limits are exact. Throws
 * PRODUCT_NOT_FOUND, SKU_NOT_FOUND, CART_FULL, BAD_INPUT when a size is missing or there is none to choose,
 * and UNAUTHENTICATED when the account is gone.
 */
export async function putInCart(
  { db }: Pick<Ctx, 'db'>,
  accountId: number,
  line: LineKey & { readonly quantity: number; readonly mode: 'add' | 'set' },
): Promise<void> {
  await transact(db, async (tx) => {
    const locked = await lockCarts(tx, [accountId])
    if (locked.length === 0) throw new AppError('UNAUTHENTICATED')
    const target = await findTarget(tx, line)
    if (target === undefined) throw wrong('PRODUCT_NOT_FOUND', '/productId', 'no such product')
    requireFitting(target, line)
    const quantity = await putLine(tx, accountId, line)
    if (quantity === undefined) throw new AppError('CART_FULL')
  })
}

function requireFitting(
  target: { readonly hasSkus: boolean; readonly fits: boolean },
  { skuId }: LineKey,
): void {
  if (skuId === undefined) {
    if (target.hasSkus) throw wrong('BAD_INPUT', '/skuId', 'choose one: the product has sizes')
    return
  }
  if (!target.hasSkus) throw wrong('BAD_INPUT', '/skuId', 'leave it out: the product has no sizes')
  if (!target.fits) throw wrong('SKU_NOT_FOUND', '/skuId', 'not of this product')
}

function wrong(code: ErrorCode, pointer: string, message: string): AppError {
  return new AppError(code, { fields: [{ pointer, message }] })
}
