import type { ErrorCode, Scope } from '@loadout/core'
import type { RateClass } from '../http/rate-limits.ts'

/** What every procedure declares; a test checks that none forgets. */
export interface ProcedureMeta {
  /**
   * Where REST has it, below `/api`: a method and a path whose placeholders are properties of the input, such as
   * `GET /posts/{postId}` or `PUT /votes/{subject.kind}/{subject.id}`. Queries are GET and nothing else is.
   */
  readonly rest: RestPath
  /**
   * `public`; `guest`: people, and who has no account gets one with the first thing that is written (a query
   * may see an anonymous caller); `user`: people who have signed in; or the scope that a key or the role of an
   * account needs. Checked before the input is read.
   */
  readonly auth: 'public' | 'guest' | 'user' | Scope
  readonly rate: RateClass
  readonly cache: CachePolicy
  /**
   * The answer to a public query depends on its input and on this source alone, so all callers may share
   * it until the source's revision moves (see `fast-path.ts`). Left out: every call runs.
   */
  readonly revision?: RevisionSourceName
  /**
   * `refused`: takes no Idempotency-Key, since its answer holds a secret or sets a cookie, which are not kept to be
   * given again, or since it writes outside of the caller's transaction. Left out: a write is applied once for each key.
   */
  readonly idempotencyKey?: 'refused'
  /**
   * What becomes of it while Redis is away, where that would make a difference: `database` answers the same
   * from there.
   */
  readonly withoutRedis?: 'database'
  /** Codes of its own, besides those of `COMMON_ERRORS`. */
  readonly errors: readonly ErrorCode[]
  readonly docs: {
    readonly summary: string
    /** An input that the schema accepts. */
    readonly example: unknown
  }
}

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type RestPath = `${RestMethod} /${string}`

/** Seconds, as in `Cache-Control`. `private`: nobody but the caller may keep it. */
export type CachePolicy =
  | 'private'
  | { readonly maxAge: number; readonly staleWhileRevalidate: number }

/** What a revision is of: all statistics together, the one product that the input names, or the feed that it names. */
export type RevisionSourceName = 'stats' | 'product' | 'feed'

/** What any call may fail with, whatever the procedure. */
export const COMMON_ERRORS = [
  'BAD_INPUT',
  'UNAUTHENTICATED',
  'BANNED',
  'METHOD_NOT_ALLOWED',
  'BODY_TOO_LARGE',
  'BATCH_TOO_LARGE',
  'URL_TOO_LONG',
  'UNSUPPORTED_MEDIA_TYPE',
  'IDEMPOTENCY_KEY_IN_USE',
  'IDEMPOTENCY_KEY_REUSED',
  'RATE_LIMITED',
  'RESPONSE_TOO_LARGE',
  'INTERNAL',
  'UNAVAILABLE',
  'TIMEOUT',
] as const satisfies readonly ErrorCode[]
