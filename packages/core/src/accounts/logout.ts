import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { insertAudit } from './audit-queries.ts'
import type { endedOutput } from './contract.ts'
import { endSession, findSession } from './session-queries.ts'
import { isProven, parseRefreshToken } from './tokens/refresh-token.ts'

/**
 * Ends the session that the call came by, or that a refresh token is of: who signs out may have no access
 * token any more. Nothing to end is no error.
 */
export async function logout(
  ctx: Ctx,
  refreshToken: string | null,
): Promise<z.output<typeof endedOutput>> {
  const session = (await sessionOfToken(ctx, refreshToken)) ?? sessionOfActor(ctx)
  if (session === null) return { ended: 0 }
  return await transact(ctx.db, async (tx) => {
    if (!(await endSession(tx, session, 'signed-out'))) return { ended: 0 }
    const { accountId } = session
    await insertAudit(tx, { accountId, actor: `account:${accountId}`, event: 'signed-out' })
    return { ended: 1 }
  })
}

type OwnSession = { readonly id: string; readonly accountId: number } | null

async function sessionOfToken(ctx: Ctx, refreshToken: string | null): Promise<OwnSession> {
  const presented = refreshToken === null ? null : parseRefreshToken(refreshToken)
  if (presented === null) return null
  const [session] = await findSession(ctx.db, presented.sessionId)
  return session && isProven(ctx.secret, session, presented) ? session : null
}

function sessionOfActor({ actor }: Ctx): OwnSession {
  if (actor.kind !== 'account' || actor.sessionId === undefined) return null
  return { id: actor.sessionId, accountId: actor.accountId }
}
