/**
 * The closed table of everything that can go wrong for a caller. Each transport maps it once:
 * tRPC by `trpc`, HTTP by `status`, jobs by `retryable`, the CLI by its exit code.
 */
export const ERRORS = {
  BAD_INPUT: {
    status: 400,
    trpc: 'BAD_REQUEST',
    retryable: false,
    message: 'The input is not valid',
  },
  BAD_CURSOR: {
    status: 400,
    trpc: 'BAD_REQUEST',
    retryable: false,
    message: 'The cursor does not belong to this list and its filters',
  },
  UNAUTHENTICATED: {
    status: 401,
    trpc: 'UNAUTHORIZED',
    retryable: false,
    message: 'Sign in or send an API key',
  },
  FORBIDDEN: {
    status: 403,
    trpc: 'FORBIDDEN',
    retryable: false,
    message: 'This key or account may not do that',
  },
  NOT_FOUND: { status: 404, trpc: 'NOT_FOUND', retryable: false, message: 'There is nothing here' },
  MATCH_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No match has this id',
  },
  AGENT_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No agent has this id or name',
  },
  MAP_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No map has this id or name',
  },
  PLAYER_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No player has this id or name',
  },
  PLAYER_PRIVATE: {
    status: 403,
    trpc: 'FORBIDDEN',
    retryable: false,
    message: 'This player has not agreed to be shown',
  },
  QUARANTINE_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No quarantined document has this id',
  },
  CRAWLER_NOT_CONFIGURED: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'No worker is configured to crawl',
  },
  PRODUCT_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No product has this id or slug',
  },
  STYLE_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No style has this id',
  },
  SKU_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No stock item has this id',
  },
  RESERVATION_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No reservation that is still held has this id',
  },
  REVIEW_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No review has this id',
  },
  QUESTION_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No question has this id',
  },
  ANSWER_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No answer has this id',
  },
  ACTION_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No moderation action has this id',
  },
  IMPORT_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No import has this id',
  },
  REVIEW_DUPLICATE: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'You have reviewed this product already: edit that review',
  },
  QUESTION_DUPLICATE: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'You have asked this already',
  },
  ANSWER_DUPLICATE: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'You have given this answer already',
  },
  OWN_CONTENT: {
    status: 403,
    trpc: 'FORBIDDEN',
    retryable: false,
    message: 'You cannot vote on or report what you wrote yourself',
  },
  OUT_OF_STOCK: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'There are not that many left',
  },
  WISHLIST_FULL: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'A wishlist holds at most 1,000 products',
  },
  CART_FULL: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'A cart holds at most 200 lines and 999 of each',
  },
  SLUG_TAKEN: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'Another product has this slug',
  },
  IMPORT_RUNNING: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'This file is being imported already',
  },
  EMAIL_TAKEN: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'An account has this e-mail address already',
  },
  NAME_TAKEN: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'Another account has this name, or one that looks the same',
  },
  WRONG_CREDENTIALS: {
    status: 401,
    trpc: 'UNAUTHORIZED',
    retryable: false,
    message: 'The e-mail address or the password is wrong',
  },
  SECOND_FACTOR_REQUIRED: {
    status: 401,
    trpc: 'UNAUTHORIZED',
    retryable: false,
    message: 'Send the code of your authenticator, or a recovery code, as well',
  },
  WRONG_CODE: {
    status: 401,
    trpc: 'UNAUTHORIZED',
    retryable: false,
    message: 'This code is wrong or was used already',
  },
  SESSION_ENDED: {
    status: 401,
    trpc: 'UNAUTHORIZED',
    retryable: false,
    message: 'This session is over: sign in again',
  },
  LINK_EXPIRED: {
    status: 400,
    trpc: 'BAD_REQUEST',
    retryable: false,
    message: 'This link was used already or is too old: ask for another one',
  },
  BANNED: {
    status: 403,
    trpc: 'FORBIDDEN',
    retryable: false,
    message: 'This account may not sign in',
  },
  MUTED: {
    status: 403,
    trpc: 'FORBIDDEN',
    retryable: false,
    message: 'This account may not write at present',
  },
  SESSION_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'You have no session with this id',
  },
  ACCOUNT_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No account has this id',
  },
  POST_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No post has this id',
  },
  COMMENT_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'No comment has this id',
  },
  SUBJECT_NOT_FOUND: {
    status: 404,
    trpc: 'NOT_FOUND',
    retryable: false,
    message: 'There is nothing with this id to write about',
  },
  COMMENTS_CLOSED: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'Nothing can be written under this any more',
  },
  TOO_DEEP: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'This thread goes no deeper: answer further up',
  },
  EDIT_TOO_LATE: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'This can no longer be changed',
  },
  BLOCKED: {
    status: 403,
    trpc: 'FORBIDDEN',
    retryable: false,
    message: 'One of you has blocked the other',
  },
  AUTH_BUSY: {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    retryable: true,
    message: 'Too many people are signing in: try again in a moment',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    trpc: 'METHOD_NOT_SUPPORTED',
    retryable: false,
    message: 'This path does not take that method',
  },
  CONFLICT: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'Somebody else changed this first',
  },
  REBUILD_RUNNING: {
    status: 409,
    trpc: 'CONFLICT',
    retryable: false,
    message: 'A rebuild or audit of the statistics is running',
  },
  BODY_TOO_LARGE: {
    status: 413,
    trpc: 'PAYLOAD_TOO_LARGE',
    retryable: false,
    message: 'The request body is too large',
  },
  BATCH_TOO_LARGE: {
    status: 413,
    trpc: 'PAYLOAD_TOO_LARGE',
    retryable: false,
    message: 'A batch holds at most 20 calls',
  },
  URL_TOO_LONG: {
    status: 414,
    trpc: 'BAD_REQUEST',
    retryable: false,
    message: 'The URL is too long: send the call by POST',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    trpc: 'UNSUPPORTED_MEDIA_TYPE',
    retryable: false,
    message: 'This content type or encoding is not supported',
  },
  RATE_LIMITED: {
    status: 429,
    trpc: 'TOO_MANY_REQUESTS',
    retryable: true,
    message: 'Too many requests',
  },
  RESPONSE_TOO_LARGE: {
    status: 422,
    trpc: 'UNPROCESSABLE_CONTENT',
    retryable: false,
    message: 'The answer is larger than 1 MB: narrow the query',
  },
  INTERNAL: {
    status: 500,
    trpc: 'INTERNAL_SERVER_ERROR',
    retryable: true,
    message: 'Something went wrong on our side',
  },
  UNAVAILABLE: {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    retryable: true,
    message: 'The service is not ready',
  },
  TIMEOUT: {
    status: 504,
    trpc: 'GATEWAY_TIMEOUT',
    retryable: true,
    message: 'The request ran out of time',
  },
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
