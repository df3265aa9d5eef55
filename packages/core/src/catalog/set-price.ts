import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { changeProduct } from './change-product.ts'
import type { changedOutput, setPriceInput } from './contract.ts'
import {
  otherPrices,
  type PricePair,
  type PriceRow,
  recordPrices,
  replaceOtherPrices,
  replaceStylePrice,
  stylePrice,
  writeOwnPrice,
} from './price-queries.ts'
import type { LockedProduct } from './write-queries.ts'

/**
 * Sets what a product costs in one currency, or what one of its styles costs; the former price goes into the
 * history. The first price of a product decides its currency. Throws PRODUCT_NOT_FOUND, STYLE_NOT_FOUND.
 */
export async function setPrice(
  ctx: Ctx,
  { productId, styleId, currency, price }: z.output<typeof setPriceInput>,
): Promise<z.output<typeof changedOutput>> {
  requireScope(ctx.actor, 'catalog:write')
  return changeProduct(ctx, productId, (tx, product) =>
    styleId === undefined || price === null
      ? setProductPrice(tx, product, { productId, currency: currency ?? product.currency, price })
      : setStylePrice(tx, { productId, styleId, currency: product.currency }, price),
  )
}

/** One price stands in the product's own row, those in other currencies have rows of their own. */
async function setProductPrice(
  tx: Kysely<Database>,
  product: LockedProduct,
  {
    productId,
    currency,
    price,
  }: { readonly productId: number; readonly currency: string; readonly price: PricePair | null },
): Promise<boolean> {
  const present = { own: ownPrice(productId, product), others: await otherPrices(tx, productId) }
  const prices = present.own === null ? present.others : [present.own, ...present.others]
  const before = prices.find((row) => row.currency === currency)
  if (isSame(price, before)) return false

  const isOwn = currency === product.currency || prices.length === 0
  const row = price && toRow({ productId, currency }, price)
  const others = [
    ...present.others.filter((other) => other.currency !== currency),
    ...(isOwn || row === null ? [] : [row]),
  ]
  const own = isOwn ? row : present.own
  await recordPrices(tx, [productId], own === null ? others : [own, ...others])
  await replaceOtherPrices(tx, [productId], others)
  if (isOwn) await writeOwnPrice(tx, productId, { currency, price })
  return true
}

async function setStylePrice(
  tx: Kysely<Database>,
  of: { readonly productId: number; readonly styleId: number; readonly currency: string },
  after: PricePair,
): Promise<boolean> {
  const before = await stylePrice(tx, of)
  if (before === null) {
    const field = { pointer: '/styleId', message: 'no style of this product' }
    throw new AppError('STYLE_NOT_FOUND', { fields: [field] })
  }
  if (before.amount === after.amount && before.saleAmount === after.saleAmount) return false
  await replaceStylePrice(tx, of, { before, after })
  return true
}

function ownPrice(productId: number, product: LockedProduct): PriceRow | null {
  const { currency, price, sale_price } = product
  return price === null
    ? null
    : toRow({ productId, currency }, { amount: price, saleAmount: sale_price })
}

function toRow(
  { productId, currency }: { readonly productId: number; readonly currency: string },
  { amount, saleAmount }: PricePair,
): PriceRow {
  return { product_id: productId, currency, amount, sale_amount: saleAmount }
}

function isSame(price: PricePair | null, row: PriceRow | undefined): boolean {
  if (price === null || row === undefined) return price === null && row === undefined
  return price.amount === row.amount && price.saleAmount === row.sale_amount
}
