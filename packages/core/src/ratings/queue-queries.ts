import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Place } from './queries.ts'

/** Says that all up to this match are rated. */
export async function moveCursor(
  tx: Kysely<Database>,
  queueKey: number,
  { started_at, id }: Place,
): Promise<void> {
  await updateQueue(
    tx,
    queueKey,
    sql`rated_at = ${started_at}, rated_id = ${id}, revision = revision + 1`,
  )
}

/** A replay of all matches since the beginning of a day. */
export async function beginReplay(
  tx: Kysely<Database>,
  queueKey: number,
  from: string,
): Promise<void> {
  // The greatest id of the millisecond before: every match of the day comes after it.
  await updateQueue(
    tx,
    queueKey,
    sql`replay_from = ${from}::date, rewind_from = null, replay_ms = 0,
      replay_at = ${`${from}T00:00:00Z`}::timestamptz - interval '1 millisecond',
      replay_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'`,
  )
}

export async function moveReplay(
  tx: Kysely<Database>,
  queueKey: number,
  { place: { started_at, id }, costMs }: { readonly place: Place; readonly costMs: number },
): Promise<void> {
  await updateQueue(
    tx,
    queueKey,
    sql`replay_at = ${started_at}, replay_id = ${id}, replay_ms = replay_ms + ${costMs}::int`,
  )
}

/** The replay has taken the place of what was there: what it rated last is what is rated. */
export async function endReplay(
  tx: Kysely<Database>,
  queueKey: number,
  { now, costMs }: { readonly now: Date; readonly costMs: number },
): Promise<void> {
  await updateQueue(
    tx,
    queueKey,
    sql`rated_at = replay_at, rated_id = replay_id, revision = revision + 1, replay_from = null,
      replay_at = null, replay_id = null, replay_ms = replay_ms + ${costMs}::int, replayed_at = ${now}`,
  )
}

async function updateQueue(
  tx: Kysely<Database>,
  queueKey: number,
  set: RawBuilder<unknown>,
): Promise<void> {
  await sql`update rating_queue set ${set} where queue_key = ${queueKey}`.execute(tx)
}

/** Asks for a replay from a moment on, where matches since then are rated already. */
export async function markRewind(
  tx: Kysely<Database>,
  { queueKey, from }: { readonly queueKey?: number | undefined; readonly from: Date },
): Promise<void> {
  const which = queueKey === undefined ? sql`` : sql`and queue_key = ${queueKey}`
  await sql`
    update rating_queue set rewind_from = least(rewind_from, ${from})
    where (rated_at >= ${from} or replay_at >= ${from}) ${which}
  `.execute(tx)
}
