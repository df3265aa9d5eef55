import { type Actor, ANONYMOUS, AppError, isAppError, type Services } from '@loadout/core'
import {
  authenticateApiKey,
  authenticateClaims,
  isGuestToken,
  lookUpSessions,
  markSessionsUsed,
  type SessionAccess,
  verifyAccessToken,
} from '@loadout/core/accounts'
import { inBatches } from '../http/in-batches.ts'
import type { FailureLimit } from '../http/rate-limits.ts'
import { singleFlight } from '../http/single-flight.ts'

/** A revoked key or an ended session works for at most this long in a process that has just seen it. */
const SEEN_TTL_MS = 900

/** A signature that was right is not looked at again for as long as a key is trusted without a look. */
const VERIFIED_TTL_MS = 30_000

/** Keys and tokens in use within one second; beyond it the oldest is asked for again. */
const MAX_SEEN = 10_000

const GUEST_TOKEN = 'The token of a guest goes into the header X-Guest-Token'

const BEARER = /^Bearer +(\S+) *$/i

export interface Authenticate {
  /**
   * Who sends this `Authorization` header, an API key or an access token. No header is anonymous; a wrong one is
   * UNAUTHENTICATED, never silently anonymous. An address that keeps sending wrong keys is RATE_LIMITED.
   */
  header(authorization: string | undefined, clientAddress: string): Promise<Actor>
  /** Who has this access token. Throws UNAUTHENTICATED or BANNED. */
  token(accessToken: string): Promise<Actor>
  /** When the access token of such a header runs out, milliseconds since 1970; null: it holds a key. */
  headerUntil(authorization: string): Promise<number | null>
  /** When an access token runs out. Throws UNAUTHENTICATED. */
  tokenUntil(accessToken: string): Promise<number>
}

export function createAuthenticate(services: Services, failures: FailureLimit): Authenticate {
  const kept = { maxEntries: MAX_SEEN, now: () => services.clock.now().getTime() }
  const actors = singleFlight<Actor>({ ...kept, ttlMs: SEEN_TTL_MS })
  const verified = singleFlight<Awaited<ReturnType<typeof verifyAccessToken>>>({
    ...kept,
    ttlMs: VERIFIED_TTL_MS,
  })
  const sessions: SessionAccess = {
    lookUp: inBatches((names) => lookUpSessions(services, names)),
    markUsed: inBatches((used) => markSessionsUsed(services, used)),
  }
  const hashOf = (token: string) => services.codec.sha256(new TextEncoder().encode(token))
  const seen = (token: string, load: (hash: string) => Promise<Actor>) => {
    const hash = hashOf(token)
    return actors(hash, () => load(hash))
  }
  /** The signature first: nothing is asked of the database for what anybody could have written. */
  const byToken = (token: string) =>
    seen(token, async (hash) => {
      const claims = await verified(hash, () => verifyAccessToken(services, token))
      return await authenticateClaims(services, claims, sessions)
    })

  async function tokenUntil(token: string): Promise<number> {
    const claims = await verified(hashOf(token), () => verifyAccessToken(services, token))
    return claims.expiresAt * 1_000
  }

  /** Keys can be guessed at, in principle; a token is either signed by us or costs us nothing but the look. */
  async function byKey(token: string | undefined, clientAddress: string): Promise<Actor> {
    await failures.check(clientAddress)
    try {
      if (token === undefined) throw new AppError('UNAUTHENTICATED')
      if (isGuestToken(token)) throw new AppError('UNAUTHENTICATED', { message: GUEST_TOKEN })
      return await seen(token, () => authenticateApiKey(services, token))
    } catch (error) {
      if (isAppError(error, 'UNAUTHENTICATED')) await failures.count(clientAddress)
      throw error
    }
  }

  return {
    async header(authorization, clientAddress) {
      if (authorization === undefined) return ANONYMOUS
      const token = BEARER.exec(authorization)?.[1]
      return isJws(token) ? await byToken(token) : await byKey(token, clientAddress)
    },
    token: byToken,
    async headerUntil(authorization) {
      const token = BEARER.exec(authorization)?.[1]
      return isJws(token) ? await tokenUntil(token) : null
    },
    tokenUntil,
  }
}

/** The three parts of a JWS in compact form begin with a JSON object. */
const isJws = (token: string | undefined): token is string => token?.startsWith('eyJ') ?? false
