import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError, isAppError } from '../errors.ts'
import type { setVoteInput, setVoteOutput } from './contract.ts'
import { VOTE_SETTERS } from './setters.ts'

/**
 * Makes `value` one's vote on anything that is voted on, once per account; idempotent. Throws REVIEW_NOT_FOUND,
 * QUESTION_NOT_FOUND, ANSWER_NOT_FOUND, COMMENT_NOT_FOUND or POST_NOT_FOUND unless it is shown, OWN_CONTENT and BLOCKED.
 */
export async function castVote(
  ctx: Ctx,
  { subject, value }: z.output<typeof setVoteInput>,
): Promise<z.output<typeof setVoteOutput>> {
  requireAccount(ctx.actor)
  try {
    return { ...(await VOTE_SETTERS[subject.kind](ctx, { id: subject.id, value })), value }
  } catch (error) {
    throw isAppError(error) ? bySubject(error) : error
  }
}

/** The same error: what the verb of a domain finds wrong with an id has another name here. */
function bySubject(error: AppError): AppError {
  const { code, message, retryAfterSeconds, cause } = error
  if (error.fields.length === 0) return error
  const fields = error.fields.map((field) => ({ ...field, pointer: '/subject/id' }))
  return new AppError(code, {
    ...{ message, fields, cause },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}
