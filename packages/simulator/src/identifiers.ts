import type { Prng } from './prng.ts'

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const HEX = '0123456789abcdef'

/** Length of the encrypted player ids of Riot's public API: 58 bytes in base64url without padding. */
export const ENCRYPTED_ID_LENGTH = 78

/** A random version-4 uuid, lower case. */
export function randomUuid(prng: Prng): string {
  const digits = randomText(prng, HEX, 32)
  const variant = HEX[8 + prng.int(4)]
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`
}

/** An id of the shape of Riot's encrypted puuids: 78 base64url characters, unused bits of the last one zero. */
export function randomEncryptedId(prng: Prng): string {
  return randomText(prng, BASE64URL, ENCRYPTED_ID_LENGTH - 1) + prng.pick(['A', 'Q', 'g', 'w'])
}

function randomText(prng: Prng, alphabet: string, length: number): string {
  let text = ''
  // Both alphabets are powers of two up to 64, so five characters fit in one 32-bit draw.
  const mask = alphabet.length - 1
  for (let bits = 0; text.length < length; bits >>>= 6) {
    if (text.length % 5 === 0) bits = prng.uint32()
    text += alphabet[bits & mask]
  }
  return text
}
