import type { ServerErrorCode } from './generated/api.ts'

/** What can go wrong before the server's own answer is read. */
export type ClientErrorCode =
  /** No answer: DNS, refused or lost connection, CORS, offline. */
  | 'NETWORK'
  /** The call's `timeoutMs` passed. The server's own deadline is `TIMEOUT`. */
  | 'CLIENT_TIMEOUT'
  /** The call's `signal` was aborted. */
  | 'ABORTED'
  /** Something answered, but not with what a Loadout server sends. */
  | 'BAD_RESPONSE'

export type ErrorCode = ServerErrorCode | ClientErrorCode

/** One thing wrong with one field; `pointer` is an RFC 6901 JSON pointer into the input. */
export interface FieldError {
  readonly pointer: string
  readonly message: string
}

export interface LoadoutErrorOptions {
  readonly status?: number | undefined
  readonly retryable?: boolean | undefined
  readonly fields?: readonly FieldError[] | undefined
  readonly requestId?: string | undefined
  readonly retryAfterSeconds?: number | undefined
  readonly cause?: unknown
}

/** The one error class that calls reject with. Switch on `code`; show `fields` beside their inputs. */
export class LoadoutError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'LoadoutError'
  readonly code: Code
  /** HTTP status of this call (in a batch: of this item); undefined when there was no answer. */
  readonly status: number | undefined
  /** The same call may succeed later. */
  readonly retryable: boolean
  readonly fields: readonly FieldError[]
  /** Quote it when reporting a problem: the server's log has the detail under it. */
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: Code, message: string, options: LoadoutErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.status = options.status
    this.retryable = options.retryable ?? false
    this.fields = options.fields ?? []
    this.requestId = options.requestId
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** Whether `error` came from a call, and (given codes) whether it is one of them; narrows `error.code`. */
export function isLoadoutError<Code extends ErrorCode = ErrorCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is LoadoutError<Code> {
  if (!(error instanceof LoadoutError)) return false
  return codes.length === 0 || codes.some((code) => code === error.code)
}

export function aborted(signal: AbortSignal | undefined): LoadoutError {
  return new LoadoutError('ABORTED', 'The call was aborted', { cause: signal?.reason })
}
