import type { Codec } from '../ports/codec.ts'

/** 256 bits: guessing one is hopeless, so a fast hash is enough. */
export const TOKEN_BYTES = 32

/** A guest who stays away for longer is forgotten; each visit after the first half starts it anew. */
export const GUEST_DAYS = 180

const TOKEN = /^ldg_[0-9a-f]{64}$/

export function isGuestToken(token: string): boolean {
  return TOKEN.test(token)
}

export function hashGuestToken(codec: Codec, token: string): string {
  return codec.sha256(new TextEncoder().encode(token))
}
