import { type AppError, ERRORS, type FieldError } from '@loadout/core'

/** An error outside tRPC: RFC 9457, with the members every answer of this API has. */
export interface Problem {
  /** Names the kind of problem; `docs/errors.md` explains each code. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly requestId: string
  readonly retryable: boolean
  readonly fields: readonly FieldError[]
  readonly retryAfterSeconds?: number
}

export function toProblem(error: AppError, requestId: string): Problem {
  const row = ERRORS[error.code]
  return {
    type: `urn:loadout:error:${error.code}`,
    title: error.message,
    status: row.status,
    code: error.code,
    requestId,
    retryable: row.retryable,
    fields: error.fields,
    ...(error.retryAfterSeconds === undefined
      ? {}
      : { retryAfterSeconds: error.retryAfterSeconds }),
  }
}

/** `extra` members stand beside the standard ones, as RFC 9457 allows. */
export function problemResponse(
  error: AppError,
  requestId: string,
  extra: Readonly<Record<string, unknown>> = {},
): Response {
  const problem = toProblem(error, requestId)
  return new Response(JSON.stringify({ ...problem, ...extra }), {
    status: problem.status,
    headers: { ...errorHeaders(error), 'content-type': 'application/problem+json' },
  })
}

/** Headers of every answer that is an error, tRPC's included. */
export function errorHeaders(error: AppError): Record<string, string> {
  return {
    'cache-control': 'no-store',
    ...(error.retryAfterSeconds === undefined
      ? {}
      : { 'retry-after': String(error.retryAfterSeconds) }),
  }
}
