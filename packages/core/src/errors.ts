/** `trpc`: its own code, which several of ours share. */
function row<const Status extends number, const Code extends string>(
  status: Status,
  trpc: Code,
  message: string,
  { retryable }: { readonly retryable: boolean } = { retryable: false },
) {
  return { status, trpc, retryable, message } as const
}

const RETRYABLE = { retryable: true }
const badRequest = (message: string) => row(400, 'BAD_REQUEST', message)
const unauthorized = (message: string) => row(401, 'UNAUTHORIZED', message)
const forbidden = (message: string) => row(403, 'FORBIDDEN', message)
const notFound = (message: string) => row(404, 'NOT_FOUND', message)
const conflict = (message: string) => row(409, 'CONFLICT', message)

/**
 * The closed table of everything that can go wrong for a caller. Each transport maps it once:
 * tRPC by `trpc`, HTTP by `status`, jobs by `retryable`, the CLI by its exit code.
 */
export const ERRORS = {
  BAD_INPUT: badRequest('The input is not valid'),
  BAD_CURSOR: badRequest('The cursor does not belong to this list and its filters'),
  UNAUTHENTICATED: unauthorized('Sign in or send an API key'),
  FORBIDDEN: forbidden('This key or account may not do that'),
  NOT_FOUND: notFound('There is nothing here'),
  MATCH_NOT_FOUND: notFound('No match has this id'),
  AGENT_NOT_FOUND: notFound('No agent has this id or name'),
  MAP_NOT_FOUND: notFound('No map has this id or name'),
  PLAYER_NOT_FOUND: notFound('No player has this id or name'),
  PLAYER_PRIVATE: forbidden('This player has not agreed to be shown'),
  QUARANTINE_NOT_FOUND: notFound('No quarantined document has this id'),
  CRAWLER_NOT_CONFIGURED: conflict('No worker is configured to crawl'),
  PRODUCT_NOT_FOUND: notFound('No product has this id or slug'),
  STYLE_NOT_FOUND: notFound('No style has this id'),
  SKU_NOT_FOUND: notFound('No stock item has this id'),
  RESERVATION_NOT_FOUND: notFound('No reservation that is still held has this id'),
  REVIEW_NOT_FOUND: notFound('No review has this id'),
  QUESTION_NOT_FOUND: notFound('No question has this id'),
  ANSWER_NOT_FOUND: notFound('No answer has this id'),
  ACTION_NOT_FOUND: notFound('No moderation action has this id'),
  IMPORT_NOT_FOUND: notFound('No import has this id'),
  REVIEW_DUPLICATE: conflict('You have reviewed this product already: edit that review'),
  QUESTION_DUPLICATE: conflict('You have asked this already'),
  ANSWER_DUPLICATE: conflict('You have given this answer already'),
  OWN_CONTENT: forbidden('You cannot vote on or report what you wrote yourself'),
  OUT_OF_STOCK: conflict('There are not that many left'),
  WISHLIST_FULL: conflict('A wishlist holds at most 1,000 products'),
  CART_FULL: conflict('A cart holds at most 200 lines and 999 of each'),
  SLUG_TAKEN: conflict('Another product has this slug'),
  IMPORT_RUNNING: conflict('This file is being imported already'),
  EMAIL_TAKEN: conflict('An account has this e-mail address already'),
  NAME_TAKEN: conflict('Another account has this name, or one that looks the same'),
  WRONG_CREDENTIALS: unauthorized('The e-mail address or the password is wrong'),
  SECOND_FACTOR_REQUIRED: unauthorized(
    'Send the code of your authenticator, or a recovery code, as well',
  ),
  WRONG_CODE: unauthorized('This code is wrong or was used already'),
  SESSION_ENDED: unauthorized('This session is over: sign in again'),
  LINK_EXPIRED: badRequest('This link was used already or is too old: ask for another one'),
  BANNED: forbidden('This account may not sign in'),
  MUTED: forbidden('This account may not write at present'),
  SESSION_NOT_FOUND: notFound('You have no session with this id'),
  ACCOUNT_NOT_FOUND: notFound('No account has this id'),
  POST_NOT_FOUND: notFound('No post has this id'),
  COMMENT_NOT_FOUND: notFound('No comment has this id'),
  SUBJECT_NOT_FOUND: notFound('There is nothing with this id to write about'),
  COMMENTS_CLOSED: conflict('Nothing can be written under this any more'),
  TOO_DEEP: conflict('This thread goes no deeper: answer further up'),
  EDIT_TOO_LATE: conflict('This can no longer be changed'),
  BLOCKED: forbidden('One of you has blocked the other'),
  AUTH_BUSY: row(
    503,
    'SERVICE_UNAVAILABLE',
    'Too many people are signing in: try again in a moment',
    RETRYABLE,
  ),
  METHOD_NOT_ALLOWED: row(405, 'METHOD_NOT_SUPPORTED', 'This path does not take that method'),
  CONFLICT: conflict('Somebody else changed this first'),
  IDEMPOTENCY_KEY_IN_USE: row(
    409,
    'CONFLICT',
    'A call with this Idempotency-Key is still running',
    RETRYABLE,
  ),
  IDEMPOTENCY_KEY_REUSED: row(
    422,
    'UNPROCESSABLE_CONTENT',
    'This Idempotency-Key was sent with another request',
  ),
  REBUILD_RUNNING: conflict('A rebuild or audit of the statistics is running'),
  BODY_TOO_LARGE: row(413, 'PAYLOAD_TOO_LARGE', 'The request body is too large'),
  BATCH_TOO_LARGE: row(413, 'PAYLOAD_TOO_LARGE', 'A batch holds at most 20 calls'),
  URL_TOO_LONG: row(414, 'BAD_REQUEST', 'The URL is too long: send the call by POST'),
  UNSUPPORTED_MEDIA_TYPE: row(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    'This content type or encoding is not supported',
  ),
  RATE_LIMITED: row(429, 'TOO_MANY_REQUESTS', 'Too many requests', RETRYABLE),
  RESPONSE_TOO_LARGE: row(
    422,
    'UNPROCESSABLE_CONTENT',
    'The answer is larger than 1 MB: narrow the query',
  ),
  INTERNAL: row(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side', RETRYABLE),
  UNAVAILABLE: row(503, 'SERVICE_UNAVAILABLE', 'The service is not ready', RETRYABLE),
  TIMEOUT: row(504, 'GATEWAY_TIMEOUT', 'The request ran out of time', RETRYABLE),
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof ERRORS

interface ErrorRow {
  readonly status: number
  readonly trpc: string
  readonly retryable: boolean
  readonly message: string
}

/** One thing wrong with one field; `pointer` is an RFC 6901 JSON pointer into the input. */
export interface FieldError {
  readonly pointer: string
  readonly message: string
}

/** An error a caller is told about. Everything else is `INTERNAL`: opaque outside, complete in the log. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly fields: readonly FieldError[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    options: {
      readonly message?: string
      readonly fields?: readonly FieldError[]
      readonly retryAfterSeconds?: number
      readonly cause?: unknown
    } = {},
  ) {
    super(options.message ?? ERRORS[code].message, { cause: options.cause })
    this.code = code
    this.fields = options.fields ?? []
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code)
}
