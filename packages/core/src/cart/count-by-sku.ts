import { accountOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { selectSkuCounts } from './read-queries.ts'

/** Units of each stock item in the caller's cart, in the order in which they were added. */
export async function countBySku(
  ctx: Ctx,
): Promise<readonly { readonly skuId: number; readonly count: number }[]> {
  const accountId = accountOf(ctx.actor)
  return accountId === null ? [] : selectSkuCounts(ctx.db, accountId)
}
