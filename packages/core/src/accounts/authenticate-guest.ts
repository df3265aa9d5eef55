import type { Actor } from '../actor.ts'
import type { Services } from '../context.ts'
import { extendSession, findGuest } from './guest-queries.ts'
import { GUEST_DAYS, hashGuestToken, isGuestToken } from './guest-token.ts'

export interface KnownGuest {
  readonly actor: Actor
  /** Until when the session lasts, if that has just changed. */
  readonly renewedUntil: Date | null
}

/**
 * The guest with this token, or null: a token that is over or was never given is not an error, its sender
 * is somebody new. A session in the second half of its time is extended.
 */
export async function authenticateGuest(
  services: Services,
  token: string,
): Promise<KnownGuest | null> {
  if (!isGuestToken(token)) return null
  const now = services.clock.now()
  const tokenHash = hashGuestToken(services.codec, token)
  const session = await findGuest(services.db, tokenHash, now)
  if (session === undefined) return null
  const fullTime = GUEST_DAYS * 86_400_000
  const actor: Actor = { kind: 'account', accountId: session.account_id, role: 'guest' }
  if (session.expires_at.getTime() - now.getTime() >= fullTime / 2) {
    return { actor, renewedUntil: null }
  }
  const renewedUntil = new Date(now.getTime() + fullTime)
  await extendSession(services.db, tokenHash, renewedUntil)
  return { actor, renewedUntil }
}
