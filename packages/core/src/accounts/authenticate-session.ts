import type { Actor } from '../actor.ts'
import type { Services } from '../context.ts'
import { AppError } from '../errors.ts'
import { endStolen } from './refresh-session.ts'
import { findLiveSession, markSeen } from './session-queries.ts'
import { type AccessClaims, verifyAccessToken } from './tokens/access-token.ts'
import { GRACE_MS } from './tokens/decide-refresh.ts'

/**
 * The actor behind an access token. The token proves itself; whether its session still runs, and what role
 * its account has, is asked of the database, so that signing out, banning and roles count at once. Throws
 * UNAUTHENTICATED or BANNED.
 *
 * The first use of a generation tells that the answer of its refresh arrived (see `decideRefresh`). Answers to
 * one refresh token that were made more than the grace apart, and are both used, are with two parties: the
 * session ends.
 */
export async function authenticateSession(services: Services, token: string): Promise<Actor> {
  const claims = await verifyAccessToken(services, token)
  const { accountId, sessionId } = claims
  const session = await findOrMark(services, claims)
  if (session === undefined || session.isOver) throw new AppError('UNAUTHENTICATED')
  if (session.isBanned) throw new AppError('BANNED')
  if (isFork(session, claims)) {
    await endStolen(services, { id: sessionId, accountId }, 'two answers to one refresh were used')
  }
  return { kind: 'account', accountId, role: session.role, sessionId }
}

async function findOrMark({ db }: Services, claims: AccessClaims) {
  const [session] = await findLiveSession(db, claims.sessionId, claims.accountId)
  if (session === undefined || session.isOver) return session
  if (session.seenGeneration >= claims.generation) return session
  if (await markSeen(db, claims)) return session
  // Somebody else's token of this generation was first.
  const [again] = await findLiveSession(db, claims.sessionId, claims.accountId)
  return again
}

function isFork(
  session: { readonly seenGeneration: number; readonly seenIssuedAt: number | null },
  { generation, issuedAt }: AccessClaims,
): boolean {
  if (session.seenGeneration !== generation || session.seenIssuedAt === null) return false
  return Math.abs(session.seenIssuedAt - issuedAt) * 1_000 > GRACE_MS
}
