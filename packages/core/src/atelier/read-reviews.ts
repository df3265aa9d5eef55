import type { Ctx } from '../context.ts'
import { type AtelierAnswer, listOf } from './answer.ts'
import { type AtelierPage, type AtelierSort, offsetOf } from './contract.ts'
import { REVIEWS } from './review-queries.ts'

/** A page of a product's reviews, as many as fit. Its `page` is the number of reviews before it. */
export async function readReviews(
  ctx: Ctx,
  input: AtelierPage & { readonly productId: number; readonly sort: AtelierSort },
): Promise<AtelierAnswer> {
  const { productId, sort, count } = input
  const offset = offsetOf(input)
  const of = { statement: REVIEWS[sort], id: productId }
  const { json, version, kept } = await listOf(ctx.db, of, offset, count)
  return {
    version,
    json: `{"product":"${productId}","page":${offset},"count":${kept ?? count},"results":${json}}`,
  }
}
