import type { Ctx } from '../context.ts'
import { idOf } from './answer.ts'
import { type AtelierPage, offsetOf } from './contract.ts'
import { answersById } from './question-queries.ts'

/**
 * A page of the answers to a question, as many as fit, as JSON text; none to a question that is not there.
 * Its `page` is the number of the page.
 */
export async function readAnswers(ctx: Ctx, given: string, input: AtelierPage): Promise<string> {
  const { page, count } = input
  const id = idOf(given)
  const [row] = id === null ? [] : await answersById(ctx.db, id, offsetOf(input), count)
  const { json = '[]', kept } = row ?? {}
  const question = JSON.stringify(given)
  return `{"question":${question},"page":${page},"count":${kept ?? count},"results":${json}}`
}
