import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { ERASED_PLAYER } from '../privacy.ts'
import type { GameKey } from './game-queries.ts'

/** Whoever stores this player's matches from now on stores them as nobody's. */
export async function insertTombstone(
  tx: Kysely<Database>,
  { puuid, now }: { readonly puuid: string; readonly now: Date },
): Promise<void> {
  await sql`
    insert into erased_player (puuid_hash, erased_at)
    values (sha256(convert_to(${puuid}, 'UTF8')), ${now})
    on conflict (puuid_hash) do nothing
  `.execute(tx)
}

export async function deletePlayer(
  tx: Kysely<Database>,
  puuid: string,
): Promise<number | undefined> {
  const row = await tx
    .deleteFrom('player')
    .where('puuid', '=', puuid)
    .returning('player_key')
    .executeTakeFirst()
  return row?.player_key
}

/** One erasure per player at a time: a second request joins the first. */
export async function insertErasure(
  tx: Kysely<Database>,
  erasure: {
    readonly puuid: string
    readonly player_key: number | null
    readonly requested_at: Date
  },
): Promise<void> {
  await tx
    .insertInto('erasure')
    .values({ ...erasure, finished_at: null })
    .onConflict((conflict) => conflict.column('puuid').doNothing())
    .execute()
}

export interface Erasure {
  readonly id: number
  readonly puuid: string
  readonly player_key: number | null
  readonly rejected_id: number
}

/** The oldest erasure that is not finished, after one. */
export async function nextErasure(
  db: Kysely<Database>,
  after: number,
): Promise<Erasure | undefined> {
  const row = await db
    .selectFrom('erasure')
    .select(['id', 'puuid', 'player_key', 'rejected_id'])
    .where('puuid', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, puuid: row.puuid ?? '' }
}

/** Hashes of the raw documents of a player's matches, newest first. */
export function rawHashes(
  db: Kysely<Database>,
  playerKey: number,
  { before, limit }: { readonly before: GameKey | null; readonly limit: number },
) {
  return db
    .selectFrom('player_match')
    .innerJoin('match', 'match.match_key', 'player_match.match_key')
    .select(['player_match.started_minute', 'player_match.match_key'])
    .select(sql<string>`encode(match.raw_hash, 'hex')`.as('hash'))
    .where('player_key', '=', playerKey)
    .$if(before !== null, (query) =>
      query.where(
        sql<boolean>`(started_minute, player_match.match_key)
          < (${before?.started_minute}, ${before?.match_key})`,
      ),
    )
    .orderBy('started_minute', 'desc')
    .orderBy('player_match.match_key', 'desc')
    .limit(limit)
    .execute()
}

/** When a player began to play each queue, in minutes since 1970. */
export function firstGames(db: Kysely<Database>, playerKey: number) {
  return db
    .selectFrom('player_game')
    .select((eb) => ['queue_key', eb.fn.min('started_minute').as('minute')])
    .where('player_key', '=', playerKey)
    .groupBy('queue_key')
    .orderBy('queue_key')
    .execute()
}

/**
 * Makes a player's games those of nobody. The lock waits for transactions that have added sums of the
 * player, and makes those that are about to look at the games again afterwards: none is left behind.
 */
export async function disownGames(tx: Kysely<Database>, playerKey: number): Promise<number> {
  await sql`lock table player_rollup in share row exclusive mode`.execute(tx)
  const { numUpdatedRows } = await tx
    .updateTable('player_match')
    .set({ player_key: ERASED_PLAYER })
    .where('player_key', '=', playerKey)
    .executeTakeFirstOrThrow()
  await sql`
    delete from player_rollup using rollup_version
    where player_rollup.version = rollup_version.version and player_key = ${playerKey}
  `.execute(tx)
  await tx
    .updateTable('erasure')
    .set({ player_key: null })
    .where('player_key', '=', playerKey)
    .execute()
  return Number(numUpdatedRows)
}

/** Rejected documents after one, with the day of their latest receipt. */
export function rejectedAfter(
  db: Kysely<Database>,
  { id, limit }: { readonly id: number; readonly limit: number },
) {
  return db
    .selectFrom('rejected_document')
    .select(['id', 'raw_hash', 'received_at', 'origin', 'message', 'pointer'])
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function moveErasure(
  tx: Kysely<Database>,
  { id, rejected_id }: Pick<Erasure, 'id' | 'rejected_id'>,
): Promise<void> {
  await tx
    .updateTable('erasure')
    .set({ rejected_id: sql`greatest(rejected_id, ${rejected_id}::bigint)` })
    .where('id', '=', id)
    .execute()
}

/** Forgets whom it was about: what stays is that somebody was erased, and when. */
export async function finishErasure(tx: Kysely<Database>, id: number, now: Date): Promise<void> {
  await tx
    .updateTable('erasure')
    .set({ puuid: null, finished_at: now })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .execute()
}
