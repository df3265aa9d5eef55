import { AppError, type ErrorCode, isAppError } from '@loadout/core'
import { TRPCError } from '@trpc/server'
import { fieldErrors, type SchemaIssue } from './field-errors.ts'
import { infrastructureError } from './infrastructure-error.ts'

/**
 * The one place where anything thrown becomes an error that a caller is told about. What is not
 * recognised is `INTERNAL`, with the original as its `cause` for the log.
 */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error
  if (error instanceof TRPCError) return fromTrpc(error)
  return infrastructureError(error) ?? new AppError('INTERNAL', { cause: error })
}

/** Codes that tRPC itself answers with, before or instead of a procedure. */
const TRPC_CODES: Partial<Record<TRPCError['code'], ErrorCode>> = {
  PARSE_ERROR: 'BAD_INPUT',
  BAD_REQUEST: 'BAD_INPUT',
  UNAUTHORIZED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  METHOD_NOT_SUPPORTED: 'METHOD_NOT_ALLOWED',
  PAYLOAD_TOO_LARGE: 'BODY_TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  TOO_MANY_REQUESTS: 'RATE_LIMITED',
}

function fromTrpc(error: TRPCError): AppError {
  const { cause } = error
  if (isAppError(cause)) return cause
  // tRPC wraps whatever a procedure throws: the cause is what happened. An output that does not fit its
  // schema lands here too, and is a bug like any other.
  if (error.code === 'INTERNAL_SERVER_ERROR') return toAppError(cause ?? new Error(error.message))
  const code = TRPC_CODES[error.code] ?? 'INTERNAL'
  if (code !== 'BAD_INPUT') return new AppError(code, { cause: error })
  return badInput(error)
}

function badInput(error: TRPCError): AppError {
  const { cause } = error
  if (cause !== undefined && hasIssues(cause)) {
    return new AppError('BAD_INPUT', { fields: fieldErrors(cause.issues), cause })
  }
  if (cause instanceof SyntaxError) {
    // A fixed text: the parser's own quotes the input.
    const fields = [{ pointer: '', message: 'not valid JSON' }]
    return new AppError('BAD_INPUT', { message: 'The input is not valid JSON', fields, cause })
  }
  const infrastructure = infrastructureError(cause)
  if (infrastructure !== null) return infrastructure
  // Without a cause the message is tRPC's own; with one it may quote the request.
  return new AppError('BAD_INPUT', cause === undefined ? { message: error.message } : { cause })
}

function hasIssues(error: Error): error is Error & { readonly issues: readonly SchemaIssue[] } {
  return 'issues' in error && Array.isArray(error.issues)
}
