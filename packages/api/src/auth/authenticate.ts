import { type Actor, ANONYMOUS, AppError, isAppError, type Services } from '@loadout/core'
import { authenticateApiKey } from '@loadout/core/accounts'
import type { FailureLimit } from '../http/rate-limits.ts'
import { singleFlight } from '../http/single-flight.ts'

/** A revoked key works for at most this long in a process that has just seen it. */
const KEY_TTL_MS = 900

/** Keys in use within one second; beyond it the oldest is asked for again. */
const MAX_KEYS = 1_000

const BEARER = /^Bearer +(\S+) *$/i

export type Authenticate = (
  authorization: string | undefined,
  clientAddress: string,
) => Promise<Actor>

/**
 * Who sends this `Authorization` header. No header is anonymous; a wrong one is UNAUTHENTICATED, never
 * silently anonymous. An address that keeps sending wrong keys is RATE_LIMITED.
 */
export function createAuthenticate(services: Services, failures: FailureLimit): Authenticate {
  const actors = singleFlight<Actor>({
    ttlMs: KEY_TTL_MS,
    maxEntries: MAX_KEYS,
    now: () => services.clock.now().getTime(),
  })
  return async (authorization, clientAddress) => {
    if (authorization === undefined) return ANONYMOUS
    const token = BEARER.exec(authorization)?.[1]
    await failures.check(clientAddress)
    try {
      if (token === undefined) throw new AppError('UNAUTHENTICATED')
      return await actors(services.codec.sha256(new TextEncoder().encode(token)), () =>
        authenticateApiKey(services, token),
      )
    } catch (error) {
      if (isAppError(error, 'UNAUTHENTICATED')) await failures.count(clientAddress)
      throw error
    }
  }
}
