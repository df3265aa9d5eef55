import type { Services } from '../context.ts'
import { findGuestAccounts } from './guest-queries.ts'
import { findLiveSessions } from './session-queries.ts'

/** Somebody who was admitted a while ago: by a session, or as a guest. */
export interface Admitted {
  readonly accountId: number
  readonly sessionId?: string
}

/**
 * Those of them who would not be admitted now: their session or guest token is over, or their account is banned or
 * gone. Two statements, however many they are.
 */
export async function findGone<Who extends Admitted>(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  admitted: readonly Who[],
): Promise<readonly Who[]> {
  const members = admitted.flatMap((who) =>
    who.sessionId === undefined ? [] : [{ ...who, sessionId: who.sessionId }],
  )
  const guests = admitted.filter((who) => who.sessionId === undefined)
  const [sessions, guestIds] = await Promise.all([
    members.length === 0
      ? []
      : findLiveSessions(
          db,
          members.map(({ sessionId }) => sessionId),
          members.map(({ accountId }) => accountId),
        ),
    guests.length === 0
      ? []
      : findGuestAccounts(db, [...new Set(guests.map(({ accountId }) => accountId))], clock.now()),
  ])
  const running = new Set(
    sessions.filter(({ isOver, isBanned }) => !isOver && !isBanned).map(({ id }) => id),
  )
  const known = new Set(guestIds)
  return admitted.filter(({ accountId, sessionId }) =>
    // PostgreSQL prints its ids in small letters.
    sessionId === undefined ? !known.has(accountId) : !running.has(sessionId.toLowerCase()),
  )
}
