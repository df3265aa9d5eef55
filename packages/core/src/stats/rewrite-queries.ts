import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { LATEST } from './queries/player-rollup.ts'

/** Whether a version is being built. */
export async function isBuilding(tx: Kysely<Database>): Promise<boolean> {
  const building = await tx
    .selectFrom('rollup_version')
    .select('version')
    .where('state', '=', 'building')
    .executeTakeFirst()
  return building !== undefined
}

/**
 * Which of these matches are pending for a version. They stay so until the caller's transaction ends; those
 * that somebody was about to add are waited for, and are pending no more.
 */
export async function lockPending(
  tx: Kysely<Database>,
  { version, keys }: { readonly version: number; readonly keys: readonly number[] },
): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('rollup_pending')
    .select('match_key')
    .where('version', '=', version)
    .where('match_key', '=', sql<number>`any(${keys}::int[])`)
    .orderBy('match_key')
    .forUpdate()
    .execute()
  return rows.map(({ match_key }) => match_key)
}

interface LatestGame {
  readonly player_key: number
  readonly queue_key: number
  readonly act_key: number
  readonly region_key: number
  readonly latest: number
}

/** What these matches contribute to `player_rollup.latest`. */
export async function latestGames(
  tx: Kysely<Database>,
  keys: readonly number[],
): Promise<readonly LatestGame[]> {
  const { rows } = await sql<LatestGame>`
    select player_key, queue_key, act_key, region_key, ${LATEST} as latest
    from player_game where match_key = any(${keys}::int[]) and player_key <> 0
    group by player_key, queue_key, act_key, region_key
  `.execute(tx)
  return rows
}

/** Looks the latest game of these players up anew where it was the one given. */
export async function lowerLatest(
  tx: Kysely<Database>,
  version: number,
  games: readonly LatestGame[],
): Promise<void> {
  if (games.length === 0) return
  await sql`
    update player_rollup as rollup set latest = coalesce((
      select ${LATEST} from player_game as game
      where game.player_key = rollup.player_key and game.queue_key = rollup.queue_key
        and game.act_key = rollup.act_key and game.region_key = rollup.region_key
    ), 0)
    from json_to_recordset(${JSON.stringify(games)}::json)
      as gone (player_key int, queue_key smallint, act_key smallint, region_key smallint, latest bigint)
    where rollup.version = ${version} and rollup.player_key = gone.player_key
      and rollup.queue_key = gone.queue_key and rollup.act_key = gone.act_key
      and rollup.region_key = gone.region_key and rollup.latest = gone.latest
  `.execute(tx)
}
