import type { RetryPolicy } from './retry.ts'

/** A subset of the standard `fetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>
export type RequestHeaders = Readonly<Record<string, string>>

export interface BatchLimits {
  /** Calls in one request; the server takes at most 20. */
  readonly maxItems: number
  /** Characters of a GET URL; a longer call is sent by POST. */
  readonly maxUrlLength: number
  /** UTF-16 units of a POST body of several calls. */
  readonly maxBodyLength: number
}

/** The options of a client, complete. */
export interface Settings {
  readonly endpoint: string
  readonly fetch: Fetch
  readonly headers: () => Promise<RequestHeaders>
  /** As in `fetch`. */
  readonly credentials: 'omit' | 'same-origin' | 'include' | undefined
  readonly timeoutMs: number
  readonly retry: RetryPolicy
  readonly batch: BatchLimits
}
