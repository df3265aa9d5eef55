import { type Actor, ANONYMOUS, AppError, isAppError, type Services } from '@loadout/core'
import { authenticateApiKey, authenticateSession } from '@loadout/core/accounts'
import type { FailureLimit } from '../http/rate-limits.ts'
import { singleFlight } from '../http/single-flight.ts'

/** A revoked key or an ended session works for at most this long in a process that has just seen it. */
const SEEN_TTL_MS = 900

/** Keys and tokens in use within one second; beyond it the oldest is asked for again. */
const MAX_SEEN = 10_000

const BEARER = /^Bearer +(\S+) *$/i

export interface Authenticate {
  /**
   * Who sends this `Authorization` header, an API key or an access token. No header is anonymous; a wrong one is
   * UNAUTHENTICATED, never silently anonymous. An address that keeps sending wrong keys is RATE_LIMITED.
   */
  header(authorization: string | undefined, clientAddress: string): Promise<Actor>
  /** Who has this access token. Throws UNAUTHENTICATED or BANNED. */
  token(accessToken: string): Promise<Actor>
}

export function createAuthenticate(services: Services, failures: FailureLimit): Authenticate {
  const actors = singleFlight<Actor>({
    ttlMs: SEEN_TTL_MS,
    maxEntries: MAX_SEEN,
    now: () => services.clock.now().getTime(),
  })
  const seen = (token: string, load: () => Promise<Actor>) =>
    actors(services.codec.sha256(new TextEncoder().encode(token)), load)
  const byToken = (token: string) => seen(token, () => authenticateSession(services, token))

  /** Keys can be guessed at, in principle; a token is either signed by us or costs us nothing but the look. */
  async function byKey(token: string | undefined, clientAddress: string): Promise<Actor> {
    await failures.check(clientAddress)
    try {
      if (token === undefined) throw new AppError('UNAUTHENTICATED')
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
      // The three parts of a JWS in compact form begin with a JSON object.
      return token?.startsWith('eyJ') ? await byToken(token) : await byKey(token, clientAddress)
    },
    token: byToken,
  }
}
