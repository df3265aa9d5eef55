import { createHmac, randomBytes } from 'node:crypto'
import type { Signer } from '@loadout/core'

/** 128 bits are beyond guessing, and keep what carries them short. */
const SIGNATURE_BYTES = 16

/** HMAC-SHA-256. Without a secret it makes one up: what it signed is good in this process alone. */
export function createSigner(secret: string | undefined): Signer {
  const key = secret ?? randomBytes(32)
  return {
    sign: (text) =>
      createHmac('sha256', key)
        .update(text)
        .digest()
        .subarray(0, SIGNATURE_BYTES)
        .toString('base64url'),
  }
}
