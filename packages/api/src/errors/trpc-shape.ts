import { type AppError, ERRORS, type ErrorCode, type FieldError } from '@loadout/core'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { errorHeaders } from './problem.ts'

/** What a tRPC client finds under `error.data`. There is never a stack in it. */
export interface TrpcErrorData {
  /** tRPC's own code, e.g. `BAD_REQUEST`; several of ours share one. */
  readonly code: keyof typeof TRPC_ERROR_CODES_BY_KEY
  readonly httpStatus: number
  /** The code to branch on. */
  readonly appCode: ErrorCode
  readonly requestId: string
  readonly retryable: boolean
  readonly fields: readonly FieldError[]
  readonly retryAfterSeconds?: number
  /** The procedure, once one was found. */
  readonly path?: string
}

export interface TrpcErrorShape {
  readonly message: string
  readonly code: (typeof TRPC_ERROR_CODES_BY_KEY)[keyof typeof TRPC_ERROR_CODES_BY_KEY]
  readonly data: TrpcErrorData
}

export function toTrpcShape(
  error: AppError,
  where: { readonly requestId: string; readonly path?: string | undefined },
): TrpcErrorShape {
  const row = ERRORS[error.code]
  return {
    message: error.message,
    code: TRPC_ERROR_CODES_BY_KEY[row.trpc],
    data: {
      code: row.trpc,
      httpStatus: row.status,
      appCode: error.code,
      requestId: where.requestId,
      retryable: row.retryable,
      fields: error.fields,
      ...(error.retryAfterSeconds === undefined
        ? {}
        : { retryAfterSeconds: error.retryAfterSeconds }),
      ...(where.path === undefined ? {} : { path: where.path }),
    },
  }
}

/** Refuses a whole request before tRPC sees it; its clients give this to every call of a batch. */
export function trpcErrorResponse(error: AppError, requestId: string): Response {
  const shape = toTrpcShape(error, { requestId })
  return new Response(JSON.stringify({ error: shape }), {
    status: shape.data.httpStatus,
    headers: { ...errorHeaders(error), 'content-type': 'application/json' },
  })
}
