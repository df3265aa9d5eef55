import type { Fetch } from '../settings.ts'

/**
 * One visitor's cookies on a server that renders pages for them: what their browser sent, and what the
 * answers have changed since.
 */
export class CookieJar {
  /** The `Set-Cookie` headers that are to reach the browser. */
  readonly received: string[] = []
  readonly #onSetCookie: (cookie: string) => void
  #pairs: readonly string[]

  constructor(header: string | null, onSetCookie: (cookie: string) => void = () => {}) {
    this.#pairs = (header ?? '').split(';').flatMap((pair) => pair.trim() || [])
    this.#onSetCookie = onSetCookie
  }

  /** Browsers send it to `auth.refresh` only, so most visitors come without. */
  get hasRefreshToken(): boolean {
    return this.#pairs.some(isRefreshToken)
  }

  around(fetch: Fetch): Fetch {
    return async (url, init) => {
      const isRefresh = REFRESH_PATHS.test(url)
      const cookie = this.#pairs.filter((pair) => isRefresh || !isRefreshToken(pair)).join('; ')
      const headers = new Headers(init.headers)
      if (cookie !== '') headers.set('cookie', cookie)
      const response = await fetch(url, { ...init, headers })
      for (const setCookie of response.headers.getSetCookie()) this.#receive(setCookie)
      return response
    }
  }

  #receive(setCookie: string): void {
    this.received.push(setCookie)
    this.#onSetCookie(setCookie)
    const pair = setCookie.split(';', 1).join('').trim()
    const name = pair.slice(0, pair.indexOf('=') + 1)
    const others = this.#pairs.filter((known) => !known.startsWith(name))
    this.#pairs = isDeletion(setCookie) ? others : [...others, pair]
  }
}

// Where browsers send the refresh token; nothing else has to see it.
const REFRESH_PATHS = /\/auth\.(?:refresh|logout)$/

function isRefreshToken(pair: string): boolean {
  return /^(?:__Secure-)?ld_rt=/.test(pair)
}

function isDeletion(setCookie: string): boolean {
  return /;\s*max-age=(?:0|-)|;\s*expires=[^;]*\b1970\b/i.test(setCookie)
}
