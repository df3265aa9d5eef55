import type { z } from 'zod'
import { actorName, requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { insertAudit } from './audit-queries.ts'
import type { endedOutput, revokeSessionInput, sessionsOutput } from './contract.ts'
import { endSession, endSessions, selectSessions } from './session-queries.ts'

const MAX_SESSIONS = 100

type Ended = z.output<typeof endedOutput>

/** Where one is signed in. Throws UNAUTHENTICATED. */
export async function listSessions(ctx: Ctx): Promise<z.output<typeof sessionsOutput>> {
  const rows = await selectSessions(ctx.db, requireUser(ctx.actor), MAX_SESSIONS)
  const current = ctx.actor.kind === 'account' ? ctx.actor.sessionId : undefined
  return {
    items: rows.map((row) => ({
      id: row.id,
      current: row.id === current,
      userAgent: row.user_agent,
      network: row.network,
      createdAt: row.created_at.toISOString(),
      usedAt: row.used_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    })),
  }
}

/** Ends one of one's own sessions. Throws UNAUTHENTICATED, and SESSION_NOT_FOUND for any other. */
export async function revokeSession(
  ctx: Ctx,
  { sessionId }: z.output<typeof revokeSessionInput>,
): Promise<Ended> {
  const accountId = requireUser(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    if (!(await endSession(tx, { id: sessionId, accountId }, 'revoked'))) {
      throw new AppError('SESSION_NOT_FOUND')
    }
    await insertAudit(tx, {
      accountId,
      actor: actorName(ctx.actor),
      event: 'session-revoked',
      detail: { session: sessionId },
    })
    return { ended: 1 }
  })
}

/** Ends all of one's own sessions, this one included. Throws UNAUTHENTICATED. */
export async function logoutEverywhere(ctx: Ctx): Promise<Ended> {
  const accountId = requireUser(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const ended = await endSessions(tx, accountId, { reason: 'signed-out' })
    const actor = actorName(ctx.actor)
    await insertAudit(tx, { accountId, actor, event: 'sessions-revoked', detail: { ended } })
    return { ended }
  })
}
