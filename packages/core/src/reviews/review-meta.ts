import type { z } from 'zod'
import { productNotFound } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import type { ReviewSummary, reviewMetaInput } from './contract.ts'
import { findSummary } from './meta-queries.ts'

/** What the reviews of a product come to, in one statement. Throws PRODUCT_NOT_FOUND. */
export async function reviewMeta(
  ctx: Ctx,
  { productId }: z.output<typeof reviewMetaInput>,
): Promise<ReviewSummary> {
  const [row] = await findSummary(ctx.db, productId, ctx.reviewLabels.rules)
  if (row !== undefined) return row.summary
  throw productNotFound('/productId')
}
