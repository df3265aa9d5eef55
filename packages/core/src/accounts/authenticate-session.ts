import type { Actor } from '../actor.ts'
import type { Services } from '../context.ts'
import { AppError } from '../errors.ts'
import { endStolen, STOLEN } from './refresh-session.ts'
import {
  findLiveSession,
  findLiveSessions,
  type LiveSession,
  markAllUsed,
  markUsed,
  type SessionName,
  type UsedGeneration,
} from './session-queries.ts'
import { type ProvenClaims, requireUnexpired, verifyAccessToken } from './tokens/access-token.ts'
import { standingOf } from './tokens/decide-refresh.ts'

/** How the session of a token is looked up, and what becomes of it written down. */
export interface SessionAccess {
  /** Undefined: there is none. */
  lookUp(name: SessionName): Promise<LiveSession | undefined>
  /** False: it is not the present generation any more, or was used before. */
  markUsed(used: UsedGeneration): Promise<boolean>
}

/**
 * The actor behind an access token. The token proves itself; whether its session still runs, and what role
 * its account has, is asked of the database, so that signing out, banning and roles count at once. Throws
 * UNAUTHENTICATED or BANNED.
 */
export async function authenticateSession(services: Services, token: string): Promise<Actor> {
  return await authenticateClaims(services, await verifyAccessToken(services, token))
}

/**
 * The same for a token that was verified before, by its claims. Who asks for many sessions at a time says how by
 * `access`.
 *
 * The first use of a generation tells that the answer of its refresh arrived (see `decideRefresh`). One that was
 * replaced because its answer was lost, and comes all the same, is with another party: the session ends.
 */
export async function authenticateClaims(
  services: Services,
  claims: ProvenClaims,
  access: SessionAccess = oneByOne(services),
): Promise<Actor> {
  requireUnexpired(services, claims)
  const { accountId, sessionId } = claims
  const session = await findUsed(claims, access)
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

const oneByOne = (services: Pick<Services, 'db'>): SessionAccess => ({
  lookUp: (name) => findLiveSession(services.db, name),
  markUsed: (used) => markUsed(services.db, used),
})

/** Remembers that the tokens of these generations arrived, by one statement; see `decideRefresh`. */
export const markSessionsUsed = (
  { db }: Pick<Services, 'db'>,
  used: readonly UsedGeneration[],
): Promise<readonly boolean[]> => markAllUsed(db, used)

/** Many sessions by one statement, in the order of their names. */
export async function lookUpSessions(
  { db }: Pick<Services, 'db'>,
  names: readonly SessionName[],
): Promise<readonly (LiveSession | undefined)[]> {
  const ids = names.map(({ sessionId }) => sessionId)
  const accountIds = names.map(({ accountId }) => accountId)
  const rows = await findLiveSessions(db, ids, accountIds)
  const found = new Map(rows.map((row) => [keyOf(row.id, row.accountId), row]))
  return names.map(({ sessionId, accountId }) => found.get(keyOf(sessionId, accountId)))
}

/** PostgreSQL prints its ids in small letters. */
const keyOf = (sessionId: string, accountId: number) => `${sessionId.toLowerCase()} ${accountId}`

/** The session of a token, after this use of it. */
async function findUsed(
  claims: ProvenClaims,
  { lookUp, markUsed }: SessionAccess,
): Promise<LiveSession | undefined> {
  const session = await lookUp(claims)
  if (session === undefined || session.isOver || session.isUsed) return session
  if (session.generation !== claims.generation || (await markUsed(claims))) return session
  // It was replaced, used by others or ended this very moment.
  return await lookUp(claims)
}
