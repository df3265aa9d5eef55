import type { LimitScope } from '../ports/crawl-limiter.ts'
import type { UpstreamAnswer } from '../ports/upstream.ts'
import { readLimitType, readRetryAfter } from './rate-limit-headers.ts'

/** What an answer means for the thing that was asked for. */
export type Verdict<Body> =
  | { readonly kind: 'ok'; readonly body: Body }
  /** Asking again does not help. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** Asking again later may help. */
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'throttled'
      readonly by: LimitScope | 'service'
      /** `Retry-After`, when the answer has a usable one. */
      readonly retryAfterMs: number | null
    }

/** `read` makes something of the body of a 200, or null of one that is not what was asked for. */
export function judgeAnswer<Body>(
  answer: UpstreamAnswer,
  read: (body: Uint8Array) => Body | null,
): Verdict<Body> {
  if (answer.kind === 'failure') return { kind: 'failed', reason: answer.reason }
  const { status, header } = answer
  if (status === 200) {
    const body = read(answer.body)
    return body === null ? { kind: 'failed', reason: 'INVALID_BODY' } : { kind: 'ok', body }
  }
  if (status === 429) {
    return { kind: 'throttled', by: readLimitType(header), retryAfterMs: readRetryAfter(header) }
  }
  return { kind: isFinal(status) ? 'gone' : 'failed', reason: `HTTP ${status}` }
}

/** Of the client errors 401 is about the key and 408 about the connection, not about what was asked for. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 408
}

/**
 * What the answer says about the upstream. 403 is final for a match, but a key that has expired is
 * answered 403 whatever it asks for; and a service that pleads overload without saying for how long is
 * no healthier than one that fails.
 */
export function healthOf(verdict: Verdict<unknown>): 'well' | 'failing' | 'unknown' {
  switch (verdict.kind) {
    case 'ok':
      return 'well'
    case 'gone':
      return verdict.reason === 'HTTP 403' ? 'failing' : 'well'
    case 'failed':
      return 'failing'
    case 'throttled':
      return verdict.by === 'service' && verdict.retryAfterMs === null ? 'failing' : 'unknown'
  }
}
