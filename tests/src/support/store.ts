import type { Actor, Ctx } from '@loadout/core'
import { createGuest } from '@loadout/core/accounts'
import type { Database } from '@loadout/core/db'
import type { Insertable } from 'kysely'

let made = 0

/** A product with an address of its own; whatever the test does not care about is made up. */
export async function addProduct(
  { db }: Pick<Ctx, 'db'>,
  values: Partial<Insertable<Database['product']>> = {},
): Promise<number> {
  made += 1
  const row = await db
    .insertInto('product')
    .values({ kind: 'merch', name: `Product ${made}`, slug: `product-of-test-${made}`, ...values })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A style with one stock item of each quantity. */
export async function addStyle(
  { db }: Pick<Ctx, 'db'>,
  productId: number,
  options: {
    readonly quantities?: readonly number[]
    readonly isDefault?: boolean
    readonly originalPrice?: number
    readonly salePrice?: number | null
  } = {},
): Promise<{ readonly styleId: number; readonly skuIds: readonly number[] }> {
  const style = await db
    .insertInto('style')
    .values({
      product_id: productId,
      name: 'Black',
      original_price: options.originalPrice ?? 14_000,
      sale_price: options.salePrice ?? null,
      is_default: options.isDefault ?? true,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const skuIds: number[] = []
  for (const [index, quantity] of (options.quantities ?? []).entries()) {
    const sku = await db
      .insertInto('sku')
      .values({ style_id: style.id, size: ['S', 'M', 'L', 'XL'][index] ?? null, quantity })
      .returning('id')
      .executeTakeFirstOrThrow()
    skuIds.push(sku.id)
  }
  return { styleId: style.id, skuIds }
}

/** The same services, called by a guest of its own. */
export async function asGuest(ctx: Ctx): Promise<Ctx & { readonly accountId: number }> {
  const { accountId } = await createGuest(ctx)
  const actor: Actor = { kind: 'account', accountId, role: 'guest' }
  return { ...ctx, actor, accountId }
}
