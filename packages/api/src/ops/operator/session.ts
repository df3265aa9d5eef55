import type { Actor } from '@loadout/core'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'

const COOKIE = 'loadout_operator'
const LIFETIME_SECONDS = 8 * 60 * 60
const PATH = '/ops'

/** The session of an account that the dashboard was opened with. */
export interface OperatorSession {
  readonly sessionId: string
  readonly accountId: number
}

/**
 * Sign-in to the operator's pages: a signed cookie that names a session of an admin, good as long as that
 * session runs and its account is one. Whoever ends the session closes the pages too.
 */
export interface OperatorSessions {
  open(c: Context, session: OperatorSession): Promise<void>
  isOpen(c: Context): Promise<boolean>
  /** Ends the session everywhere, copies of its cookie included. */
  close(c: Context): Promise<void>
}

export interface OperatorSessionsOptions {
  /** Signs the cookie; a new one ends all. */
  readonly key: Uint8Array<ArrayBuffer>
  /** Whose session it is, as long as it runs. */
  readonly actorOf: (session: OperatorSession) => Promise<Actor | null>
  readonly end: (session: OperatorSession) => Promise<void>
  /** Whether the browser came by https, as far as we know. */
  readonly isSecure: (c: Context) => boolean
  /** Milliseconds; replaceable for tests. */
  readonly now?: () => number
}

export function createOperatorSessions(options: OperatorSessionsOptions): OperatorSessions {
  const { key, actorOf, end, isSecure, now = Date.now } = options

  /** The session of a cookie of ours that has not expired. */
  async function read(c: Context): Promise<OperatorSession | null> {
    const value = await getSignedCookie(c, key, COOKIE)
    if (typeof value !== 'string') return null
    const [expiresAt, sessionId = '', accountId] = value.split('.')
    // The browser's expiry is a courtesy; the signed one counts.
    return Number(expiresAt) > now() ? { sessionId, accountId: Number(accountId) } : null
  }

  return {
    async open(c, { sessionId, accountId }) {
      const expiresAt = now() + LIFETIME_SECONDS * 1_000
      await setSignedCookie(c, COOKIE, `${expiresAt}.${sessionId}.${accountId}`, key, {
        path: PATH,
        httpOnly: true,
        sameSite: 'Strict',
        secure: isSecure(c),
        maxAge: LIFETIME_SECONDS,
      })
    },
    async isOpen(c) {
      const session = await read(c)
      const actor = session && (await actorOf(session))
      return actor?.kind === 'account' && actor.role === 'admin'
    },
    async close(c) {
      const session = await read(c)
      if (session !== null) await end(session)
      deleteCookie(c, COOKIE, { path: PATH, secure: isSecure(c) })
    },
  }
}
