import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { insertAudit } from './audit-queries.ts'
import { type Grant, grantOf } from './grant.ts'
import { endSession, findSession, markUsed, rotate, type SessionState } from './session-queries.ts'
import { decideRefresh } from './tokens/decide-refresh.ts'
import { isProven, type PresentedToken, parseRefreshToken } from './tokens/refresh-token.ts'

/** What whoever comes with a token of such a session is told. */
export const STOLEN = 'This session was ended: its token was used by two parties'

/** Callers who lose the race for a rotation look again; the second look always finds it made. */
const MAX_LOOKS = 3

/**
 * New tokens for a refresh token, see `decideRefresh`. A token that was spent long ago is taken for stolen:
 * its whole session ends. Throws SESSION_ENDED for that and for anything that is no token of a session that
 * runs, and BANNED.
 */
export async function refreshSession(ctx: Ctx, refreshToken: string): Promise<Grant> {
  const presented = parseRefreshToken(refreshToken)
  if (presented === null) throw new AppError('SESSION_ENDED')
  for (let look = 1; look <= MAX_LOOKS; look += 1) {
    const session = await runningSession(ctx, presented)
    const decision = decideRefresh(session, presented.generation)
    if (decision === 'repeat') {
      if (await isKnownToArrive(ctx, session, presented)) return await grantOf(ctx, session)
      continue
    }
    if (decision === 'stolen') {
      await endStolen(ctx, session, 'an old refresh token came back')
      throw new AppError('SESSION_ENDED', { message: STOLEN })
    }
    const { sessionDays: days } = ctx.accounts
    const [rotated] = await rotate(
      ctx.db,
      session.id,
      session.generation,
      presented.generation,
      days,
    )
    if (rotated !== undefined) return await grantOf(ctx, rotated)
  }
  throw new AppError('UNAVAILABLE', { retryAfterSeconds: 1 })
}

/**
 * Who shows the present token has got its answer: from then on it is not replaced, for whoever has the one before. False
 * when it was replaced meanwhile: look again.
 */
async function isKnownToArrive(
  { db }: Pick<Ctx, 'db'>,
  { id: sessionId, generation, isUsed }: SessionState,
  presented: PresentedToken,
): Promise<boolean> {
  if (presented.generation !== generation || isUsed) return true
  return await markUsed(db, { sessionId, generation })
}

async function runningSession(ctx: Ctx, presented: PresentedToken): Promise<SessionState> {
  const [session] = await findSession(ctx.db, presented.sessionId)
  if (session === undefined || !isProven(ctx.secret, session, presented)) {
    throw new AppError('SESSION_ENDED')
  }
  if (session.isBanned) throw new AppError('BANNED')
  if (session.isOver) throw new AppError('SESSION_ENDED')
  return session
}

/** Ends a session whose tokens two parties hold, and says so in the audit. */
export async function endStolen(
  { db }: Pick<Ctx, 'db'>,
  { id, accountId }: Pick<SessionState, 'id' | 'accountId'>,
  why: string,
): Promise<void> {
  await transact(db, async (tx) => {
    if (!(await endSession(tx, { id, accountId }, 'stolen'))) return
    await insertAudit(tx, {
      accountId,
      actor: 'system:sessions',
      event: 'session-stolen',
      detail: { session: id, why },
    })
  })
}
