import type { Kysely } from 'kysely'
import type { Services } from '../context.ts'
import type { Database } from '../db/database.ts'
import { toHex } from './api-key-token.ts'
import type { ClientInfo } from './client-info.ts'
import { insertSession, type SessionState } from './session-queries.ts'
import { signAccessToken } from './tokens/access-token.ts'
import { refreshTokenOf } from './tokens/refresh-token.ts'

/** What a session is used with. */
export interface Grant {
  readonly sessionId: string
  readonly accessToken: string
  /** Seconds since 1970. */
  readonly issuedAt: number
  /** Seconds that the access token is good for. */
  readonly expiresIn: number
  readonly refreshToken: string
  /** Seconds that the refresh token is good for, if it is not used. */
  readonly refreshExpiresIn: number
}

type Role = SessionState['role']

/** What the tokens of a session are made of. */
export type GrantedSession = Pick<
  SessionState,
  'id' | 'accountId' | 'secret' | 'role' | 'generation' | 'now'
>

/**
 * A new session for somebody who has proven who they are. Its tokens are made after the transaction: the keys that
 * sign them may have to be read, on another connection.
 */
export async function startSession(
  services: Services,
  tx: Kysely<Database>,
  { accountId, role, client }: { accountId: number; role: Role; client: ClientInfo },
): Promise<GrantedSession> {
  const id = uuid(services.codec.randomBytes(16))
  const secret = services.codec.randomBytes(32)
  const { sessionDays: days } = services.accounts
  const now = await insertSession(tx, { id, accountId, secret, ...client, days })
  return { id, accountId, secret, role, generation: 0, now }
}

/** The tokens of the present generation of a session. */
export async function grantOf(services: Services, session: GrantedSession): Promise<Grant> {
  const issuedAt = Math.floor(session.now.getTime() / 1_000)
  const { token, expiresAt } = await signAccessToken(services, {
    accountId: session.accountId,
    sessionId: session.id,
    role: session.role,
    generation: session.generation,
    issuedAt,
  })
  return {
    sessionId: session.id,
    accessToken: token,
    issuedAt,
    expiresIn: expiresAt - issuedAt,
    refreshToken: refreshTokenOf(services.secret, session, session.generation),
    refreshExpiresIn: services.accounts.sessionDays * 86_400,
  }
}

/** A random UUID (RFC 9562, version 4). */
function uuid(bytes: Uint8Array): string {
  const [version = 0, variant = 0] = [bytes[6], bytes[8]]
  bytes[6] = (version & 0x0f) | 0x40
  bytes[8] = (variant & 0x3f) | 0x80
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
