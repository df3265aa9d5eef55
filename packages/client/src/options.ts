import type { RetryPolicy } from './retry.ts'
import type { Session } from './session/session.ts'
import type { BatchLimits, Fetch, RequestHeaders, Settings } from './settings.ts'

export interface ClientOptions {
  /** Where the server is, e.g. `https://api.example.gg`; a path below it is kept. */
  readonly url: string
  /** `ldk_...`. For servers only: whoever reads the key can do what it may do. */
  readonly apiKey?: string | undefined
  /**
   * Who the visitor is, where there are no cookies: the `token` of `account.guest`. Browsers need none: the
   * server hands them a cookie that scripts cannot read.
   */
  readonly guestToken?: string | undefined
  /** As in `fetch`. A page on another origin than the server says `include` to be known there by its cookie. */
  readonly credentials?: Settings['credentials']
  /** Keeps the caller signed in: `cookieSession()` in browsers, `tokenSession(store)` elsewhere. */
  readonly session?: Session | undefined
  /** Instead of the global `fetch`. */
  readonly fetch?: Fetch | undefined
  /** Sent with every request; a function is asked before each one. */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>) | undefined
  /** Default of every call, retries included; 10,000. `Infinity`: none. */
  readonly timeoutMs?: number | undefined
  /** `false`: never. */
  readonly retry?: Partial<RetryPolicy> | false | undefined
  /** `false`: every call is a request of its own. */
  readonly batch?: Partial<BatchLimits> | false | undefined
}

// Proxies commonly allow 8 KB for the request line and all headers; 4,000 leaves room for cookies.
// Servers take bodies of 1 MB: 300,000 units are at most 900 KB in UTF-8.
const BATCH: BatchLimits = { maxItems: 20, maxUrlLength: 4_000, maxBodyLength: 300_000 }
const RETRY: RetryPolicy = { max: 2, baseDelayMs: 200, maxDelayMs: 10_000 }

export function resolveOptions(options: ClientOptions): Settings {
  const { apiKey, guestToken, headers, batch, retry } = options
  return {
    endpoint: `${options.url.replace(/\/+$/, '')}/trpc`,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    headers: async () => ({
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(guestToken === undefined ? {} : { 'x-guest-token': guestToken }),
      ...(typeof headers === 'function' ? await headers() : headers),
    }),
    credentials: options.credentials,
    timeoutMs: options.timeoutMs ?? 10_000,
    retry: retry === false ? { ...RETRY, max: 0 } : { ...RETRY, ...retry },
    batch: batch === false ? { ...BATCH, maxItems: 1 } : { ...BATCH, ...batch },
  }
}
