import { type Actor, type AppError, type Ctx, ERRORS } from '@loadout/core'
import type { Context } from 'hono'
import { errorHeaders } from '../errors/problem.ts'
import { reportError } from '../errors/report.ts'
import { toAppError } from '../errors/to-app-error.ts'
import type { RateClass } from '../http/rate-limits.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { type Deadline, startDeadline } from '../trpc/deadline.ts'
import type { AtelierPath } from './paths.ts'
import { textResponse } from './text-response.ts'

/** One method of one path of the contract. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: AtelierPath
  /** `id` is what stands for `:id` in the path. */
  readonly answer: (c: Context<ApiEnv>, id: string) => Promise<Response>
}

/** One request that is within its caller's rate. */
export interface Call {
  readonly c: Context<ApiEnv>
  /** As it stands in the path, if that has one. */
  readonly id: string
  readonly deadline: Deadline
  /** What verbs of core get. */
  as(actor: Actor): Ctx
}

/**
 * Limits first, then `work`, within the time a request has. Whatever it throws becomes a text; nothing of an
 * `Authorization` header is read here: front ends send keys of another server.
 */
export function endpoint(
  kit: Kit,
  rate: RateClass,
  work: (call: Call) => Promise<Response>,
): Endpoint['answer'] {
  const { services, settings } = kit.deps
  return async (c, id) => {
    const deadline = startDeadline(settings.requestBudgetMs, c.req.raw.signal)
    try {
      await kit.limits.take(rate, `address:${c.var.clientAddress}`, 1)
      const as = (actor: Actor): Ctx => ({ ...services, actor, signal: deadline.signal })
      return await Promise.race([work({ c, id, deadline, as }), deadline.expired])
    } catch (error) {
      const appError = toAppError(error)
      const { requestId } = c.var
      reportError(services.log, appError, { requestId, path: c.req.path, signal: c.req.raw.signal })
      return errorResponse(appError)
    } finally {
      deadline.clear()
    }
  }
}

function errorResponse(error: AppError): Response {
  return textResponse(ERRORS[error.code].status, `Error: ${error.message}`, errorHeaders(error))
}
