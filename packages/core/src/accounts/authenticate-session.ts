import type { Actor } from '../actor.ts'
import type { Services } from '../context.ts'
import { AppError } from '../errors.ts'
import { endStolen, STOLEN } from './refresh-session.ts'
import { findLiveSession, type LiveSession, markUsed } from './session-queries.ts'
import { type AccessClaims, verifyAccessToken } from './tokens/access-token.ts'
import { standingOf } from './tokens/decide-refresh.ts'

/**
 * The actor behind an access token. The token proves itself; whether its session still runs, and what role
 * its account has, is asked of the database, so that signing out, banning and roles count at once. Throws
 * UNAUTHENTICATED or BANNED.
 *
 * The first use of a generation tells that the answer of its refresh arrived (see `decideRefresh`). One that was
 * replaced because its answer was lost, and comes all the same, is with another party: the session ends.
 */
export async function authenticateSession(services: Services, token: string): Promise<Actor> {
  const claims = await verifyAccessToken(services, token)
  const { accountId, sessionId } = claims
  const session = await findUsed(services, claims)
  if (session === undefined || session.isOver) throw new AppError('UNAUTHENTICATED')
  if (session.isBanned) throw new AppError('BANNED')
  const standing = standingOf(session, claims.generation)
  if (standing === 'void') {
    await endStolen(services, { id: sessionId, accountId }, 'an answer that was replaced was used')
    throw new AppError('UNAUTHENTICATED', { message: STOLEN })
  }
  if (standing === 'old') throw new AppError('UNAUTHENTICATED')
  return { kind: 'account', accountId, role: session.role, sessionId }
}

/** The session of a token, after this use of it. */
async function findUsed({ db }: Services, claims: AccessClaims): Promise<LiveSession | undefined> {
  const [session] = await findLiveSession(db, claims.sessionId, claims.accountId)
  if (session === undefined || session.isOver || session.isUsed) return session
  if (session.generation !== claims.generation || (await markUsed(db, claims))) return session
  // It was replaced, used by others or ended this very moment.
  const [again] = await findLiveSession(db, claims.sessionId, claims.accountId)
  return again
}
