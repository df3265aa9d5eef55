import type { webcrypto } from 'node:crypto'
import type { Services } from '@loadout/core'

/** What tests change of a token, claim by claim and header by header. */
export type Fields = Readonly<Record<string, unknown>>

export type Sign = (input: string) => Promise<Uint8Array> | Uint8Array

/** The parts of a token that is good, for this session and now. */
export function goodClaims(session: {
  readonly accountId: number
  readonly sessionId: string
}): Fields {
  const now = Math.floor(Date.now() / 1_000)
  return {
    ...{ sid: session.sessionId, role: 'user', gen: 0, jti: crypto.randomUUID() },
    ...{ iss: 'loadout', aud: 'loadout-api', sub: String(session.accountId) },
    ...{ iat: now, exp: now + 300 },
  }
}

/** Signs as this key does. */
export function signerOf(key: webcrypto.CryptoKey, hash = 'SHA-256'): Sign {
  const { name } = key.algorithm
  return async (input) =>
    new Uint8Array(
      await crypto.subtle.sign(
        { name, hash, saltLength: 32 },
        key,
        new TextEncoder().encode(input),
      ),
    )
}

/** A JWS in compact form, whatever its parts may be; text is taken as it is. */
export async function compact(
  header: Fields | string,
  payload: Fields | string,
  sign: Sign,
): Promise<string> {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${base64url(await sign(input))}`
}

const encoded = (part: Fields | string) =>
  base64url(typeof part === 'string' ? part : JSON.stringify(part))

export const base64url = (part: string | Uint8Array) => Buffer.from(part).toString('base64url')

/** A good token, signed with the key that signs now. */
export async function accessToken(
  { keyRing }: Pick<Services, 'keyRing'>,
  session: { readonly accountId: number; readonly sessionId: string },
): Promise<string> {
  const { kid, algorithm, key } = await keyRing.signing()
  return await compact({ alg: algorithm, typ: 'at+jwt', kid }, goodClaims(session), signerOf(key))
}
