import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import type { Lineage, RefreshState } from './tokens/decide-refresh.ts'
import type { EndReason } from './vocabulary.ts'

export interface SessionState extends RefreshState {
  readonly id: string
  readonly accountId: number
  readonly secret: Uint8Array
  readonly isOver: boolean
  readonly isBanned: boolean
  readonly role: 'user' | 'moderator' | 'admin'
}

const sessionState = sql`
  session.id, session.account_id as "accountId", session.secret, session.generation,
  session.previous_generation as "previousGeneration", session.is_used as "isUsed",
  session.rotated_at as "rotatedAt",
  session.ended_at is not null or session.expires_at <= now() as "isOver",
  coalesce(account.banned_until > now(), false) as "isBanned",
  account.role, now() as now`

/** A session as the database's clock sees it, whether it is over or not. */
export const findSession = prepared(
  'session',
  (id: string) => sql<SessionState>`
    select ${sessionState}
    from session join account on account.id = session.account_id
    where session.id = ${id}`,
)

/**
 * The next generation after this one, given for the token of `presented`; nothing when another caller made
 * it first, or used this one meanwhile though it was to be replaced.
 */
export const rotate = prepared(
  'session_rotate',
  (id: string, generation: number, presented: number, days: number) => sql<SessionState>`
    update session set
      generation = session.generation + 1, previous_generation = ${presented}::integer,
      is_used = false, rotated_at = now(), used_at = now(),
      expires_at = now() + make_interval(days => ${days}::integer)
    from account
    where session.id = ${id} and account.id = session.account_id
      and session.generation = ${generation}::integer
      and (session.generation = ${presented}::integer or not session.is_used)
      and session.ended_at is null and session.expires_at > now()
    returning ${sessionState}`,
)

export interface LiveSession extends Lineage {
  readonly role: 'user' | 'moderator' | 'admin'
  readonly isOver: boolean
  readonly isBanned: boolean
  readonly isUsed: boolean
}

export interface SessionName {
  readonly sessionId: string
  readonly accountId: number
}

/** What access tokens need to know of their sessions, however many; those that are not there are left out. */
export const findLiveSessions = prepared(
  'sessions_live',
  (ids: readonly string[], accountIds: readonly number[]) => sql<
    LiveSession & { id: string; accountId: number }
  >`
    select session.id, session.account_id as "accountId", account.role,
      session.ended_at is not null or session.expires_at <= now() as "isOver",
      coalesce(account.banned_until > now(), false) as "isBanned",
      session.generation, session.previous_generation as "previousGeneration",
      session.is_used as "isUsed"
    from unnest(${ids}::uuid[], ${accountIds}::integer[]) as asked (id, account_id)
    join session on session.id = asked.id and session.account_id = asked.account_id
    join account on account.id = session.account_id`,
)

/** The same of one. */
export async function findLiveSession(
  db: Kysely<Database>,
  { sessionId, accountId }: SessionName,
): Promise<LiveSession | undefined> {
  const [session] = await findLiveSessions(db, [sessionId], [accountId])
  return session
}

// In the order of their ids, so that two of these wait for each other, and no more.
const markStatement = prepared(
  'sessions_used',
  (ids: readonly string[], generations: readonly number[]) => sql<{ id: string }>`
    update session set is_used = true, used_at = now()
    from (
      select session.id from unnest(${ids}::uuid[], ${generations}::integer[]) as asked (id, generation)
      join session using (id, generation)
      where not is_used and ended_at is null
      order by session.id for update of session
    ) as present
    where session.id = present.id
    returning session.id`,
)

/** A session, and which of its generations came. */
export interface UsedGeneration {
  readonly sessionId: string
  readonly generation: number
}

/** Remembers that these generations arrived; false: it is not the present one any more, or was used before. */
export async function markAllUsed(
  db: Kysely<Database>,
  used: readonly UsedGeneration[],
): Promise<readonly boolean[]> {
  const rows = await markStatement(
    db,
    used.map(({ sessionId }) => sessionId),
    used.map(({ generation }) => generation),
  )
  const marked = new Set(rows.map(({ id }) => id))
  // PostgreSQL prints its ids in small letters.
  return used.map(({ sessionId }) => marked.has(sessionId.toLowerCase()))
}

/** The same of one. */
export async function markUsed(db: Kysely<Database>, used: UsedGeneration): Promise<boolean> {
  const [isMarked = false] = await markAllUsed(db, [used])
  return isMarked
}

export interface NewSession {
  readonly id: string
  readonly accountId: number
  readonly secret: Uint8Array
  readonly userAgent: string | null
  readonly network: string | null
  readonly days: number
}

/** Returns the moment it began, by the database's clock. */
export async function insertSession(db: Kysely<Database>, session: NewSession): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`
    insert into session (id, account_id, secret, user_agent, network, expires_at)
    values (${session.id}, ${session.accountId}, ${session.secret}, ${session.userAgent},
      ${session.network}, now() + make_interval(days => ${session.days}))
    returning now() as now
  `.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('no session was made')
  return row.now
}

/** Ends one session of an account; false when it had none of this id that still ran. */
export async function endSession(
  db: Kysely<Database>,
  { id, accountId }: { readonly id: string; readonly accountId: number },
  reason: EndReason,
): Promise<boolean> {
  const result = await sql`
    update session set ended_at = now(), end_reason = ${reason}
    where id = ${id} and account_id = ${accountId} and ended_at is null
  `.execute(db)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Ends all sessions of an account but the one to keep; returns how many. */
export async function endSessions(
  db: Kysely<Database>,
  accountId: number,
  { reason, keep }: { readonly reason: EndReason; readonly keep?: string | undefined },
): Promise<number> {
  const result = await sql`
    update session set ended_at = now(), end_reason = ${reason}
    where account_id = ${accountId} and ended_at is null and id is distinct from ${keep ?? null}::uuid
  `.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

/** Sessions that still run, the one used last first. */
export function selectSessions(db: Kysely<Database>, accountId: number, limit: number) {
  return db
    .selectFrom('session')
    .select(['id', 'user_agent', 'network', 'created_at', 'used_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('used_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}
