import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { EndedSessions } from './ended-sessions.ts'

const COOKIE = 'loadout_operator'
const LIFETIME_SECONDS = 8 * 60 * 60
const PATH = '/ops'

/** Sign-in of the one operator: a signed cookie, no state in the process. Sign-outs are kept in Redis. */
export interface OperatorSessions {
  /** In constant time. */
  isPassword(candidate: string): boolean
  open(c: Context): Promise<void>
  isOpen(c: Context): Promise<boolean>
  /** Ends the session everywhere, copies of its cookie included. */
  close(c: Context): Promise<void>
}

export interface OperatorSessionsOptions {
  readonly password: string
  /** Random, per installation. With the password it makes the key, so a new password ends all sessions. */
  readonly secret: string
  readonly ended: EndedSessions
  /** Whether the browser came by https, as far as we know. */
  readonly isSecure: (c: Context) => boolean
  /** Milliseconds; replaceable for tests. */
  readonly now?: () => number
}

export function createOperatorSessions(options: OperatorSessionsOptions): OperatorSessions {
  const { password, secret, ended, isSecure, now = Date.now } = options
  const key = createHmac('sha256', secret).update(`operator-session:${password}`).digest('hex')
  const expected = digest(password)

  /** The session of a cookie of ours that has not expired. */
  async function read(c: Context): Promise<{ id: string; leftMs: number } | null> {
    const value = await getSignedCookie(c, key, COOKIE)
    if (typeof value !== 'string') return null
    const [expiresAt, id = ''] = value.split('.')
    // The browser's expiry is a courtesy; the signed one counts.
    const leftMs = Number(expiresAt) - now()
    return leftMs > 0 ? { id, leftMs } : null
  }

  return {
    isPassword: (candidate) => timingSafeEqual(digest(candidate), expected),
    async open(c) {
      const value = `${now() + LIFETIME_SECONDS * 1_000}.${randomBytes(16).toString('base64url')}`
      await setSignedCookie(c, COOKIE, value, key, {
        path: PATH,
        httpOnly: true,
        sameSite: 'Strict',
        secure: isSecure(c),
        maxAge: LIFETIME_SECONDS,
      })
    },
    async isOpen(c) {
      const session = await read(c)
      return session !== null && !(await ended.has(session.id))
    },
    async close(c) {
      const session = await read(c)
      if (session !== null) await ended.add(session.id, Math.ceil(session.leftMs / 1_000))
      deleteCookie(c, COOKIE, { path: PATH, secure: isSecure(c) })
    },
  }
}

/** Equal lengths, so that the comparison can be in constant time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
