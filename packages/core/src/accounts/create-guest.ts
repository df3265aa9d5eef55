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

export interface GuestOptions {
  /** The same for guests who may be one person; null: nothing is known. */
  readonly origin: string | null
  /** 32 bytes that nobody guesses, the same for one who comes again without having got the token; random if left out. */
  readonly seed?: Uint8Array<ArrayBuffer> | undefined
}

/** An account for somebody who has none, known by a token alone. Each call makes another, but with a seed of old. */
export async function createGuest(
  services: Services,
  { origin, seed }: GuestOptions = { origin: null },
): Promise<NewGuest> {
  const token = `ldg_${toHex(seed ?? services.codec.randomBytes(TOKEN_BYTES))}`
  const expiresAt = new Date(services.clock.now().getTime() + GUEST_DAYS * 86_400_000)
  const accountId = await insertGuest(services.db, {
    origin,
    tokenHash: hashGuestToken(services.codec, token),
    expiresAt,
  })
  return { accountId, token, expiresAt }
}
