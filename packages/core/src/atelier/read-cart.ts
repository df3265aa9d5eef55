import { countBySku } from '../cart/index.ts'
import type { Ctx } from '../context.ts'

/** What is in the caller's cart, as JSON text. Products without stock items have no place in it. */
export async function readCart(ctx: Ctx): Promise<string> {
  const lines = await countBySku(ctx)
  return JSON.stringify(lines.map(({ skuId, count }) => ({ sku_id: skuId, count: String(count) })))
}
