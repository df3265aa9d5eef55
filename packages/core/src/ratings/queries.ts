import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { RatedMatch } from './rate-matches.ts'

/** A place in the order in which the matches of a queue are rated. */
export interface Place {
  readonly started_at: Date
  readonly id: string
}

export type RatingQueue = NonNullable<Awaited<ReturnType<typeof lockQueue>>>

/** Says that these matches are to be rated. In the transaction that stores them. */
export async function insertPendingRatings(
  tx: Kysely<Database>,
  matchKeys: readonly number[],
): Promise<void> {
  await sql`
    insert into rating_pending (queue_key, started_at, id, match_key)
    select queue_key, started_at, id, match_key from match
    where match_key = any(${matchKeys}::int[])
  `.execute(tx)
}

/** Says that these matches are to be rated where they stand now, whatever was pending of them. */
export async function renewPendingRatings(
  tx: Kysely<Database>,
  matchKeys: readonly number[],
): Promise<void> {
  if (matchKeys.length === 0) return
  await sql`delete from rating_pending where match_key = any(${matchKeys}::int[])`.execute(tx)
  await insertPendingRatings(tx, matchKeys)
}

/** Queues with something to rate. Queues that are new are made known first. */
export async function queuesWithWork(db: Kysely<Database>): Promise<readonly number[]> {
  await sql`
    insert into rating_queue (queue_key)
    select known.key
    from (select key from dimension where kind = 'queue' union all select 0) as known
    where not exists (select from rating_queue where queue_key = known.key)
    on conflict do nothing
  `.execute(db)
  const { rows } = await sql<{ queue_key: number }>`
    select queue_key from rating_queue as queue
    where replay_at is not null or rewind_from is not null
      or exists (select from rating_pending where rating_pending.queue_key = queue.queue_key)
    order by queue_key
  `.execute(db)
  return rows.map(({ queue_key }) => queue_key)
}

/** The state of a queue. Until the transaction ends, nobody else changes its ratings. */
export function lockQueue(tx: Kysely<Database>, queueKey: number) {
  return tx
    .selectFrom('rating_queue')
    .selectAll()
    .where('queue_key', '=', queueKey)
    .forUpdate()
    .executeTakeFirst()
}

/** The same for all queues, in one order for everybody. */
export async function lockAllQueues(tx: Kysely<Database>): Promise<void> {
  await tx.selectFrom('rating_queue').select('queue_key').orderBy('queue_key').forUpdate().execute()
}

/** Pending matches beyond `after`, in order. */
export async function pendingMatches(
  tx: Kysely<Database>,
  queueKey: number,
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Promise<readonly RatedMatch[]> {
  const { rows } = await sql<RatedMatch>`
    with place as materialized (
      select match_key from rating_pending
      where queue_key = ${queueKey} ${afterPlace(after)}
      order by started_at, id limit ${limit}
    )
    ${withTeams(sql`select match_key from place`)}
  `.execute(tx)
  return rows
}

/** Stored matches beyond `after`, in order. */
export async function storedMatches(
  tx: Kysely<Database>,
  queueKey: number,
  { after, limit }: { readonly after: Place; readonly limit: number },
): Promise<readonly RatedMatch[]> {
  const { rows } = await sql<RatedMatch>`
    with place as materialized (
      select match_key from match
      where queue_key = ${queueKey} ${afterPlace(after)}
      order by started_at, id limit ${limit}
    )
    ${withTeams(sql`select match_key from place`)}
  `.execute(tx)
  return rows
}

/** The first condition is the one an index over the start alone can use. */
function afterPlace(after: Place | null) {
  return after === null
    ? sql``
    : sql`and started_at >= ${after.started_at} and (started_at, id) > (${after.started_at}, ${after.id}::uuid)`
}

/** Players in the order of the document: sums of skills are made in it. */
function withTeams(keys: ReturnType<typeof sql>) {
  return sql`
    select match_key, match.id, match.started_at, match.winner, team.red, team.blue
    from match
    cross join lateral (
      select coalesce(array_agg(player_key order by slot) filter (where team = 1), '{}') as red,
        coalesce(array_agg(player_key order by slot) filter (where team = 2), '{}') as blue
      from player_game where player_game.match_key = match.match_key
    ) as team
    where match_key in (${keys})
    order by match.started_at, match.id
  `
}

/** Start of the first pending match up to a place, i.e. of those that came late; null when none did. */
export async function firstLate(
  tx: Kysely<Database>,
  queueKey: number,
  upTo: Place,
): Promise<Date | null> {
  const { rows } = await sql<{ started_at: Date }>`
    select started_at from rating_pending
    where queue_key = ${queueKey} and (started_at, id) <= (${upTo.started_at}, ${upTo.id}::uuid)
    order by started_at, id limit 1
  `.execute(tx)
  return rows[0]?.started_at ?? null
}

export async function deletePending(
  tx: Kysely<Database>,
  queueKey: number,
  matches: readonly RatedMatch[],
): Promise<void> {
  await sql`
    delete from rating_pending
    using unnest(
      ${matches.map(({ started_at }) => started_at.toISOString())}::timestamptz[],
      ${matches.map(({ id }) => id)}::uuid[]
    ) as rated (started_at, id)
    where rating_pending.queue_key = ${queueKey}
      and rating_pending.started_at = rated.started_at and rating_pending.id = rated.id
  `.execute(tx)
}

/** When the newest match of any queue was received. */
export async function newestMatchAt(db: Kysely<Database>): Promise<Date | null> {
  const row = await db
    .selectFrom('match')
    .select('received_at')
    .orderBy('match_key', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.received_at ?? null
}
