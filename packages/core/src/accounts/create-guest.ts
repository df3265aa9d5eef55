import type { Services } from '../context.ts'
import { toHex } from './api-key-token.ts'
import { insertGuest } from './guest-queries.ts'
import { GUEST_DAYS, hashGuestToken, TOKEN_BYTES } from './guest-token.ts'

export interface NewGuest {
  readonly accountId: number
  /** In this answer and nowhere else: only a hash is stored. */
  readonly token: string
  readonly expiresAt: Date
}

/**
 * An account for somebody who has none, known by a token alone. Each call makes another. `origin` is the same
 * for guests who may be one person; null: nothing is known.
 */
export async function createGuest(
  services: Services,
  { origin }: { readonly origin: string | null } = { origin: null },
): Promise<NewGuest> {
  const token = `ldg_${toHex(services.codec.randomBytes(TOKEN_BYTES))}`
  const expiresAt = new Date(services.clock.now().getTime() + GUEST_DAYS * 86_400_000)
  const accountId = await insertGuest(services.db, {
    origin,
    tokenHash: hashGuestToken(services.codec, token),
    expiresAt,
  })
  return { accountId, token, expiresAt }
}
