import type { Outcome } from '../call.ts'
import { LoadoutError } from '../errors.ts'
import type { Settings } from '../settings.ts'
import { LiveSession } from './live-session.ts'
import { type Means, signsIn, signsOut } from './means.ts'
import { REFRESH, sendRefresh } from './renew-call.ts'
import type { Session } from './session.ts'
import { type OpenTabs, openAlone, tabsOf, thisBrowser } from './tabs.ts'

export interface SessionTokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** Seconds that the access token is good for from when it was handed out. */
  readonly expiresIn: number
  /** When that was over by the clock of this device, whatever the server's says: ms since 1970. */
  readonly expiresAt: number
}

/**
 * Where the tokens are kept, e.g. the key chain of a phone. What `load` throws fails the call that asked
 * (NETWORK); what `save` throws is ignored, and the tokens are kept in memory alone.
 */
export interface TokenStore {
  load(): SessionTokens | null | Promise<SessionTokens | null>
  /** Null: signed out. */
  save(tokens: SessionTokens | null): void | Promise<void>
}

export interface TokenSessionOptions {
  /** Names a store that several tabs of a browser share; left out, nobody else uses it. */
  readonly sharedAs?: string | undefined
}

/** For callers without cookies, such as native apps: tokens go through `store`. */
export function tokenSession(store: TokenStore, options: TokenSessionOptions = {}): Session {
  const { sharedAs } = options
  if (sharedAs === undefined) return createTokenSession(openAlone, store)
  const open = tabsOf(thisBrowser())
  return createTokenSession((name, onNews) => open(`${sharedAs} ${name}`, onNews), store)
}

export function createTokenSession(openTabs: OpenTabs, store: TokenStore): Session {
  return new LiveSession(new TokenMeans(store), openTabs)
}

class TokenMeans implements Means {
  readonly isRefusedEverywhere = true
  readonly #store: TokenStore
  /** Undefined: to be read. */
  #tokens: SessionTokens | null | undefined
  /** What the store held when it was last read or written: anything else in it is another's. */
  #stored: string | undefined

  constructor(store: TokenStore) {
    this.#store = store
  }

  equip(settings: Settings): Settings {
    return {
      ...withoutCookies(settings),
      headers: async () => {
        const tokens = await this.#current()
        const bearer = tokens ? { authorization: `Bearer ${tokens.accessToken}` } : {}
        return { ...(await settings.headers()), ...bearer }
      },
    }
  }

  state(): ReturnType<Means['state']> {
    if (this.#tokens === undefined) return 'unknown'
    return this.#tokens === null ? 'signed-out' : 'signed-in'
  }

  canRenew(): boolean {
    return this.#tokens !== null
  }

  async due(): Promise<'now' | 'soon' | undefined> {
    const tokens = await this.#current().catch(() => null)
    if (tokens === null) return undefined
    const leftMs = tokens.expiresAt - Date.now()
    if (leftMs <= 0) return 'now'
    // In the last fifth of its life: time enough to renew it while it is still good for calls.
    return leftMs * 5 < tokens.expiresIn * 1000 ? 'soon' : undefined
  }

  async renew(
    settings: Settings,
    signal: AbortSignal,
  ): Promise<Outcome<'renewed' | 'adopted' | 'gone'>> {
    const adopted = await this.#adopt()
    if (adopted !== undefined) return { ok: true, data: adopted }
    if (!this.#tokens) return { ok: true, data: 'gone' }
    const { refreshToken } = this.#tokens
    const json = JSON.stringify({ refreshToken })
    const outcome = await sendRefresh(withoutCookies(settings), json, signal)
    if (!outcome.ok) {
      // That one may be over because another one has begun since.
      const other = outcome.error.code === 'SESSION_ENDED' ? await this.#adopt() : undefined
      return other === undefined ? outcome : { ok: true, data: other }
    }
    if (await this.#take(outcome.data)) return { ok: true, data: 'renewed' }
    return { ok: false, error: new LoadoutError('BAD_RESPONSE', 'The answer has no tokens') }
  }

  async changed(path: string, data: unknown): ReturnType<Means['changed']> {
    if (await this.#take(data)) return path === REFRESH ? 'renewed' : 'signed-in'
    if (!signsOut(path)) return undefined
    await this.end()
    return 'signed-out'
  }

  prepare(call: Parameters<NonNullable<Means['prepare']>>[0]): typeof call {
    if (!signsIn(call.path)) return call
    return { ...call, json: JSON.stringify({ ...JSON.parse(call.json ?? '{}'), tokens: true }) }
  }

  async end(): Promise<void> {
    await this.#keep(null)
  }

  forget(): void {
    this.#tokens = undefined
  }

  async #current(): Promise<SessionTokens | null> {
    if (this.#tokens !== undefined) return this.#tokens
    const tokens = await this.#store.load()
    // Somebody may have signed in while it was read.
    if (this.#tokens === undefined) this.#hold(tokens)
    return this.#tokens ?? null
  }

  /** Takes over what others have put into the store. */
  async #adopt(): Promise<'adopted' | 'gone' | undefined> {
    try {
      const tokens = await this.#store.load()
      if (this.#tokens !== undefined && nameOf(tokens) === this.#stored) return undefined
      this.#hold(tokens)
      return tokens === null ? 'gone' : 'adopted'
    } catch {
      return undefined
    }
  }

  /** Keeps the tokens in the answer, if there are any. */
  async #take(data: unknown): Promise<boolean> {
    const { tokens } = Object(data)
    if (typeof tokens?.accessToken !== 'string') return false
    const { accessToken, refreshToken, expiresIn } = tokens
    const expiresAt = Date.now() + expiresIn * 1000
    await this.#keep({ accessToken, refreshToken, expiresIn, expiresAt })
    return true
  }

  /**
   * Saves tokens before any call is made with them: the server takes a refresh token for stolen that comes
   * after its successor was in use, as it would from an app that was killed in between.
   */
  async #keep(tokens: SessionTokens | null): Promise<void> {
    try {
      await this.#store.save(tokens)
      this.#stored = nameOf(tokens)
    } catch {
      // The store holds what it held: it is not taken for another's.
    }
    this.#tokens = tokens
  }

  #hold(tokens: SessionTokens | null): void {
    this.#tokens = tokens
    this.#stored = nameOf(tokens)
  }
}

function nameOf(tokens: SessionTokens | null): string {
  return tokens?.refreshToken ?? ''
}

/** The server trusts no cookies that come with a token. */
function withoutCookies(settings: Settings): Settings {
  return { ...settings, credentials: settings.credentials ?? 'omit' }
}
