import type { Codec } from '../ports/codec.ts'

/** 64 bits name the key, 256 bits prove it. */
const ID_BYTES = 8
const SECRET_BYTES = 32

const TOKEN = /^ldk_([0-9a-f]{16})_([0-9a-f]{64})$/

export function newToken(codec: Codec): {
  readonly id: string
  readonly secret: string
  readonly token: string
} {
  const id = toHex(codec.randomBytes(ID_BYTES))
  const secret = toHex(codec.randomBytes(SECRET_BYTES))
  return { id, secret, token: `ldk_${id}_${secret}` }
}

export function parseToken(token: string): { readonly id: string; readonly secret: string } | null {
  const [, id, secret] = TOKEN.exec(token) ?? []
  return id === undefined || secret === undefined ? null : { id, secret }
}

export function hashSecret(codec: Codec, secret: string): string {
  return codec.sha256(new TextEncoder().encode(secret))
}

/** Compares in time that does not depend on where two hashes differ. */
export function sameHash(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let index = 0; index < a.length; index += 1) {
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index % b.length)
  }
  return difference === 0
}

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
}

/** Of each byte. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
