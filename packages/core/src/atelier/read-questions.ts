import type { Ctx } from '../context.ts'
import { type AtelierAnswer, listOf } from './answer.ts'
import { type AtelierPage, offsetOf } from './contract.ts'
import { questionsById } from './question-queries.ts'

/** A page of the questions about a product, each with its answers, as many as fit. */
export async function readQuestions(
  ctx: Ctx,
  input: AtelierPage & { readonly productId: number },
): Promise<AtelierAnswer> {
  const of = { statement: questionsById, id: input.productId }
  const { json, version } = await listOf(ctx.db, of, offsetOf(input), input.count)
  return { version, json: `{"product_id":"${input.productId}","results":${json}}` }
}
