import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { BOARDS, type BoardKey, type BoardScope } from './boards.ts'

export type EntryRow = Awaited<ReturnType<typeof entries>>[number]

/** An edition of the boards of a queue and act: the present one unless told. */
export function findEdition(
  db: Kysely<Database>,
  { queue_key, act_key }: BoardScope,
  edition?: number,
) {
  return db
    .selectFrom('leaderboard_edition')
    .select(['edition', 'made_at'])
    .where('queue_key', '=', queue_key)
    .where('act_key', '=', act_key)
    .$if(edition !== undefined, (query) => query.where('edition', '=', edition ?? 0))
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface EditionOfBoard extends BoardKey {
  readonly edition: number
}

/** Places after the rank `after`, in order, with who has them. */
export function entries(
  db: Kysely<Database>,
  of: EditionOfBoard,
  { after, limit }: { readonly after: number; readonly limit: number },
) {
  return ofBoard(db, of)
    .leftJoin('player', 'player.player_key', 'leaderboard_entry.player_key')
    .select(['rank', 'value', 'games', 'wins', 'rounds', 'score', 'mu', 'sigma'])
    .select(['player.player_key', 'puuid', 'name', 'tag', 'consented_at'])
    .where('rank', '>', after)
    .orderBy('rank')
    .limit(limit)
    .execute()
}

/** The last rank of a board: the number of its places. */
export async function countPlaces(db: Kysely<Database>, of: EditionOfBoard): Promise<number> {
  const row = await ofBoard(db, of)
    .select('rank')
    .orderBy('rank', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.rank ?? 0
}

export async function rankOf(
  db: Kysely<Database>,
  of: EditionOfBoard,
  playerKey: number,
): Promise<number | null> {
  const row = await ofBoard(db, of)
    .select('rank')
    .where('player_key', '=', playerKey)
    .executeTakeFirst()
  return row?.rank ?? null
}

function ofBoard(db: Kysely<Database>, of: EditionOfBoard) {
  return db
    .selectFrom('leaderboard_entry')
    .where('queue_key', '=', of.queue_key)
    .where('act_key', '=', of.act_key)
    .where('region_key', '=', of.region_key)
    .where('board', '=', BOARDS[of.board])
    .where('edition', '=', of.edition)
}

/** Who bears a puuid or, of several who bore it, was seen last with a name. */
export function findPlayer(
  db: Kysely<Database>,
  by: { readonly puuid: string } | { readonly searchKey: string },
) {
  return db
    .selectFrom('player')
    .select(['player_key', 'consented_at'])
    .where(
      'puuid' in by
        ? sql<boolean>`puuid = ${by.puuid}`
        : sql<boolean>`search_key = ${by.searchKey}`,
    )
    .orderBy('seen_at', 'desc')
    .orderBy('player_key')
    .limit(1)
    .executeTakeFirst()
}

export function distributionRows(
  db: Kysely<Database>,
  { queue_key, act_key, region_key }: BoardScope & { readonly region_key: number },
) {
  return db
    .selectFrom('rank_distribution')
    .select(['tier', 'players'])
    .where('queue_key', '=', queue_key)
    .where('act_key', '=', act_key)
    .where('region_key', '=', region_key)
    .orderBy('tier')
    .execute()
}
