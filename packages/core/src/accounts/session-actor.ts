import type { Actor } from '../actor.ts'
import type { Services } from '../context.ts'
import { findLiveSession } from './session-queries.ts'

/**
 * Whose session this is, as long as it runs; null once it does not, or its account may not sign in. For what
 * keeps the id of a session under a signature of its own; the operator's pages do.
 */
export async function sessionActor(
  { db }: Pick<Services, 'db'>,
  { sessionId, accountId }: { readonly sessionId: string; readonly accountId: number },
): Promise<Extract<Actor, { kind: 'account' }> | null> {
  const session = await findLiveSession(db, { sessionId, accountId })
  if (session === undefined || session.isOver || session.isBanned) return null
  return { kind: 'account', accountId, role: session.role, sessionId }
}
