import type { Actor } from '../actor.ts'
import type { Services } from '../context.ts'
import { extendSession, findGuest } from './guest-queries.ts'
import { GUEST_DAYS, hashGuestToken, isGuestToken } from './guest-token.ts'

/**
 * The guest with this token, or null: a token that is over or was never given is not an error, its sender
 * is somebody new. A session in the second half of its time is extended.
 */
export async function authenticateGuest(services: Services, token: string): Promise<Actor | null> {
  if (!isGuestToken(token)) return null
  const now = services.clock.now()
  const tokenHash = hashGuestToken(services.codec, token)
  const session = await findGuest(services.db, tokenHash, now)
  if (session === undefined) return null
  const fullTime = GUEST_DAYS * 86_400_000
  if (session.expires_at.getTime() - now.getTime() < fullTime / 2) {
    await extendSession(services.db, tokenHash, new Date(now.getTime() + fullTime))
  }
  return { kind: 'account', accountId: session.account_id, role: 'guest' }
}
