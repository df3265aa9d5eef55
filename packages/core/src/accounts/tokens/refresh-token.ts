import type { ServerSecret } from '../../ports/server-secret.ts'
import { sameHash, toHex } from '../api-key-token.ts'

const PURPOSE = 'refresh-tokens'

const TOKEN = /^ldr_([0-9a-f]{32})_([0-9a-z]{1,7})_([0-9a-f]{64})$/

export interface PresentedToken {
  readonly sessionId: string
  readonly generation: number
  readonly proof: string
}

/**
 * The refresh token of one generation of a session. It is made of the session's own secret and one of the
 * server's, so the same generation is always the same token, nothing of it is stored, and who reads the
 * database still cannot make one.
 */
export function refreshTokenOf(
  secret: ServerSecret,
  session: { readonly id: string; readonly secret: Uint8Array },
  generation: number,
): string {
  const name = session.id.replaceAll('-', '')
  return `ldr_${name}_${generation.toString(36)}_${proofOf(secret, session, generation)}`
}

/** What a token claims to be; null: it is none. Nothing is proven yet. */
export function parseRefreshToken(token: string): PresentedToken | null {
  const [, name, generation, proof] = TOKEN.exec(token) ?? []
  if (name === undefined || generation === undefined || proof === undefined) return null
  return {
    sessionId: name.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    generation: Number.parseInt(generation, 36),
    proof,
  }
}

/** In time that does not depend on where it is wrong. */
export function isProven(
  secret: ServerSecret,
  session: { readonly id: string; readonly secret: Uint8Array },
  { generation, proof }: PresentedToken,
): boolean {
  return sameHash(proofOf(secret, session, generation), proof)
}

function proofOf(
  secret: ServerSecret,
  session: { readonly id: string; readonly secret: Uint8Array },
  generation: number,
): string {
  const head = new TextEncoder().encode(`${session.id}.${generation}.`)
  const data = new Uint8Array(head.length + session.secret.length)
  data.set(head)
  data.set(session.secret, head.length)
  return toHex(secret.mac(PURPOSE, data))
}
