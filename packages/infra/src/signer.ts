import type { ServerSecret, Signer } from '@loadout/core'

/** 128 bits are beyond guessing, and keep what carries them short. */
const SIGNATURE_BYTES = 16

/** HMAC-SHA-256, with a key of its own. */
export function createSigner(secret: ServerSecret): Signer {
  const encoder = new TextEncoder()
  return {
    sign: (text) =>
      Buffer.from(
        secret.mac('cursors', encoder.encode(text)).subarray(0, SIGNATURE_BYTES),
      ).toString('base64url'),
  }
}
