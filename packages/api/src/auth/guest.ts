import type { Actor, Services } from '@loadout/core'
import { authenticateGuest, createGuest, isGuestToken } from '@loadout/core/accounts'
import { parse } from 'hono/utils/cookie'
import type { RateLimits } from '../http/rate-limits.ts'
import { singleFlight } from '../http/single-flight.ts'
import { badKey, IDEMPOTENCY_KEY } from '../trpc/idempotency-key.ts'

/** For browsers; everybody else sends the token in `GUEST_HEADER`. */
export const GUEST_COOKIE = 'ld_guest'
export const GUEST_HEADER = 'x-guest-token'

/** A guest who has just been seen is not looked up again for so long, milliseconds. */
const SEEN_MS = 900
const MAX_SEEN = 10_000

export interface GuestSession {
  readonly actor: Actor
  /** `Set-Cookie` that makes a browser this guest, for as long as the session lasts; null: it knows. */
  readonly cookie: string | null
}

/** Where a request comes from. */
export interface Visitor {
  readonly headers: Headers
  readonly clientAddress: string
  /** The browser came by https. */
  readonly isSecure: boolean
}

export interface GuestSessions {
  /** The guest whom the visitor's headers name, or null: none is named, or one that is over. */
  find(visitor: Visitor): Promise<GuestSession | null>
  /**
   * A guest who was not there before, unless the same write is sent again: its sender never got the first answer,
   * nor the cookie in it. Throws RATE_LIMITED when too many come from the address, BAD_INPUT for an Idempotency-Key
   * that somebody else may use as well.
   */
  create(visitor: Visitor): Promise<GuestSession>
  /** What guests from one address have in common: nothing that tells the address. */
  originOf(clientAddress: string): string
}

interface Seen {
  readonly actor: Actor
  readonly renewedUntil: Date | null
}

/** Who somebody without an account is: an account of its own, named by a token in a cookie or a header. */
export function createGuestSessions(
  services: Services,
  { limits }: { readonly limits: RateLimits },
): GuestSessions {
  const seen = singleFlight<Seen | null>({
    ttlMs: SEEN_MS,
    maxEntries: MAX_SEEN,
    now: () => services.clock.now().getTime(),
  })
  const originOf = (clientAddress: string) =>
    Buffer.from(services.secret.mac('guest-origin', Buffer.from(clientAddress))).toString(
      'base64url',
    )
  return {
    originOf,
    async find({ headers, isSecure }) {
      const named = tokenOf(headers)
      if (named === null) return null
      const { token, isCookie } = named
      const found = await seen(token, () => authenticateGuest(services, token))
      if (found === null) return null
      const { actor, renewedUntil } = found
      const moved = isCookie && renewedUntil !== null
      return { actor, cookie: moved ? cookieOf(token, renewedUntil, isSecure) : null }
    },
    async create({ headers, clientAddress, isSecure }) {
      const seed = seedOf(services, headers.get(IDEMPOTENCY_KEY))
      await limits.take('guest', `address:${clientAddress}`, 1)
      const origin = originOf(clientAddress)
      const { accountId, token, expiresAt } = await createGuest(services, { origin, seed })
      return {
        actor: { kind: 'account', accountId, role: 'guest' },
        cookie: cookieOf(token, expiresAt, isSecure),
      }
    },
  }
}

/** Version 4 or 7: nobody guesses it, nor has it by chance. */
const RANDOM_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** Who sends a write again is known by its key alone: it must be as good as a token. */
function seedOf({ secret }: Services, key: string | null): Uint8Array<ArrayBuffer> | undefined {
  if (key === null) return undefined
  if (RANDOM_UUID.test(key)) return secret.mac('guest-key', Buffer.from(key))
  throw badKey('of a caller without a session must be a UUID, version 4 or 7')
}

/** A header that holds no token hides no cookie. */
function tokenOf(headers: Headers): { readonly token: string; readonly isCookie: boolean } | null {
  const sent = headers.get(GUEST_HEADER)
  if (sent !== null && isGuestToken(sent)) return { token: sent, isCookie: false }
  const cookies = headers.get('cookie')
  const token = cookies === null ? undefined : parse(cookies, GUEST_COOKIE)[GUEST_COOKIE]
  return token !== undefined && isGuestToken(token) ? { token, isCookie: true } : null
}

/** Out of reach of scripts, and not sent along with what other sites post. */
export function cookieOf(token: string, expiresAt: Date, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : ''
  return `${GUEST_COOKIE}=${token}; Path=/; Expires=${expiresAt.toUTCString()}; HttpOnly; SameSite=Lax${secure}`
}
