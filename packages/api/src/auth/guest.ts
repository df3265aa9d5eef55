import type { Actor, Services } from '@loadout/core'
import { authenticateGuest, createGuest, isGuestToken } from '@loadout/core/accounts'
import { parse } from 'hono/utils/cookie'
import { singleFlight } from '../http/single-flight.ts'

/** For browsers; everybody else sends the token in `GUEST_HEADER`. */
export const GUEST_COOKIE = 'ld_guest'
export const GUEST_HEADER = 'x-guest-token'

/** A guest who has just been seen is not looked up again for so long, milliseconds. */
const SEEN_MS = 900
const MAX_SEEN = 10_000

export interface GuestSession {
  readonly actor: Actor
  /** `Set-Cookie` that makes a browser this guest; null when it is already. */
  readonly cookie: string | null
}

export interface GuestSessions {
  /** The guest these headers name, or null: none is named, or one that is over. */
  find(headers: Headers): Promise<Actor | null>
  /** A guest who was not there before. `isSecure`: the browser came by https. */
  create(isSecure: boolean): Promise<GuestSession>
}

/** Who somebody without an account is: an account of its own, named by a token in a cookie or a header. */
export function createGuestSessions(services: Services): GuestSessions {
  const seen = singleFlight<Actor | null>({
    ttlMs: SEEN_MS,
    maxEntries: MAX_SEEN,
    now: () => services.clock.now().getTime(),
  })
  return {
    async find(headers) {
      const token = tokenOf(headers)
      return token === null ? null : seen(token, () => authenticateGuest(services, token))
    },
    async create(isSecure) {
      const { accountId, token, expiresAt } = await createGuest(services)
      return {
        actor: { kind: 'account', accountId, role: 'guest' },
        cookie: cookieOf(token, expiresAt, isSecure),
      }
    },
  }
}

function tokenOf(headers: Headers): string | null {
  const cookies = headers.get('cookie')
  const token =
    headers.get(GUEST_HEADER) ??
    (cookies === null ? null : parse(cookies, GUEST_COOKIE)[GUEST_COOKIE])
  return token != null && isGuestToken(token) ? token : null
}

/** Out of reach of scripts, and not sent along with what other sites post. */
export function cookieOf(token: string, expiresAt: Date, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : ''
  return `${GUEST_COOKIE}=${token}; Path=/; Expires=${expiresAt.toUTCString()}; HttpOnly; SameSite=Lax${secure}`
}
