import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { DayRating, PlayerSkill } from './rate-matches.ts'

const RATING_COLUMNS = ['mu', 'sigma', 'games', 'updated_minute'] as const

const columns = sql.join(RATING_COLUMNS.map((column) => sql.ref(column)))

/** `set` of an upsert that leaves rows alone which are right already. */
function replaceWhereDifferent(
  table: 'rating' | 'rating_day' | 'rating_replay',
): RawBuilder<unknown> {
  const all = (of: string) => sql.join(RATING_COLUMNS.map((column) => sql.ref(`${of}.${column}`)))
  return sql`do update set (${columns}) = row(${all('excluded')})
    where (${all(table)}) is distinct from (${all('excluded')})`
}

type SkillRow = PlayerSkill & { readonly player_key: number }

/** What players have after the last match that is rated. */
export async function presentSkills(
  tx: Kysely<Database>,
  queueKey: number,
  playerKeys: readonly number[],
): Promise<ReadonlyMap<number, PlayerSkill>> {
  const rows = await tx
    .selectFrom('rating')
    .select(['player_key', 'mu', 'sigma', 'games'])
    .where('queue_key', '=', queueKey)
    .where('player_key', '=', sql<number>`any(${playerKeys}::int[])`)
    .execute()
  return byPlayer(rows)
}

/** What players have in a replay: what it gave them so far, else the last day before it began. */
export async function replayedSkills(
  tx: Kysely<Database>,
  queueKey: number,
  { from, playerKeys }: { readonly from: string; readonly playerKeys: readonly number[] },
): Promise<ReadonlyMap<number, PlayerSkill>> {
  const { rows } = await sql<SkillRow>`
    select wanted.player_key, last.mu, last.sigma, last.games
    from unnest(${playerKeys}::int[]) as wanted (player_key)
    cross join lateral (
      (select day, mu, sigma, games from rating_replay
        where queue_key = ${queueKey} and player_key = wanted.player_key order by day desc limit 1)
      union all
      (select day, mu, sigma, games from rating_day
        where queue_key = ${queueKey} and player_key = wanted.player_key and day < ${from}::date
        order by day desc limit 1)
      order by day desc limit 1
    ) as last
  `.execute(tx)
  return byPlayer(rows)
}

function byPlayer(rows: readonly SkillRow[]): ReadonlyMap<number, PlayerSkill> {
  return new Map(rows.map(({ player_key, ...skill }) => [player_key, skill]))
}

export async function upsertDays(
  tx: Kysely<Database>,
  table: 'rating_day' | 'rating_replay',
  { queueKey, rows }: { readonly queueKey: number; readonly rows: readonly DayRating[] },
): Promise<void> {
  await sql`
    insert into ${sql.table(table)} (queue_key, player_key, day, ${columns})
    select ${queueKey}, player_key, day, ${columns}
    from ${dayRatings(rows)}
    order by player_key, day
    on conflict (queue_key, player_key, day) ${replaceWhereDifferent(table)}
  `.execute(tx)
}

/** Takes each player's last day as the present rating. */
export async function upsertPresent(
  tx: Kysely<Database>,
  queueKey: number,
  rows: readonly DayRating[],
): Promise<void> {
  await sql`
    insert into rating (queue_key, player_key, ${columns})
    select distinct on (player_key) ${queueKey}::smallint, player_key, ${columns}
    from ${dayRatings(rows)}
    order by player_key, day desc
    on conflict (queue_key, player_key) ${replaceWhereDifferent('rating')}
  `.execute(tx)
}

/** As JSON, whose numbers are the shortest text that reads back as the same double. */
function dayRatings(rows: readonly DayRating[]): RawBuilder<unknown> {
  return sql`json_populate_recordset(null::rating_day, ${JSON.stringify(rows)}::json)`
}

/** Players whose days are put in place by one statement: each stays far below any statement timeout. */
const SLICE = 20_000

/**
 * Puts what a replay made in the place of what was there from its first day on: all of it, or nothing,
 * with the caller's transaction.
 */
export async function adoptReplay(
  tx: Kysely<Database>,
  { queueKey, from }: { readonly queueKey: number; readonly from: string },
): Promise<void> {
  const last = await lastPlayer(tx, queueKey)
  for (let start = 0; start <= last; start += SLICE) {
    await adoptSlice(tx, {
      queueKey,
      from,
      players: sql`between ${start} and ${start + SLICE - 1}`,
    })
  }
  await tx.deleteFrom('rating_replay').where('queue_key', '=', queueKey).execute()
}

async function adoptSlice(
  tx: Kysely<Database>,
  slice: {
    readonly queueKey: number
    readonly from: string
    readonly players: RawBuilder<unknown>
  },
): Promise<void> {
  const { queueKey, from, players } = slice
  // Players who, as far as the old ratings know, played since then.
  const affected = sql`rating.queue_key = ${queueKey} and rating.player_key ${players}
    and rating.updated_minute >= extract(epoch from ${from}::date) / 60`
  await sql`
    delete from rating_day using rating
    where ${affected} and rating_day.queue_key = ${queueKey}
      and rating_day.player_key = rating.player_key and rating_day.day >= ${from}::date
      and not exists (
        select from rating_replay as replay
        where replay.queue_key = ${queueKey} and replay.player_key = rating_day.player_key
          and replay.day = rating_day.day
      )
  `.execute(tx)
  await sql`
    insert into rating_day (queue_key, player_key, day, ${columns})
    select queue_key, player_key, day, ${columns} from rating_replay
    where queue_key = ${queueKey} and player_key ${players}
    order by player_key, day
    on conflict (queue_key, player_key, day) ${replaceWhereDifferent('rating_day')}
  `.execute(tx)
  await sql`
    insert into rating (queue_key, player_key, ${columns})
    select distinct on (player_key) queue_key, player_key, ${columns} from rating_replay
    where queue_key = ${queueKey} and player_key ${players}
    order by player_key, day desc
    on conflict (queue_key, player_key) ${replaceWhereDifferent('rating')}
  `.execute(tx)
  // Whose games since then are all gone: the day before them counts again.
  await sql`
    with gone as (
      delete from rating
      where ${affected} and not exists (
        select from rating_replay as replay
        where replay.queue_key = ${queueKey} and replay.player_key = rating.player_key
      )
      returning rating.player_key
    )
    insert into rating (queue_key, player_key, ${columns})
    select ${queueKey}, gone.player_key, ${columns}
    from gone cross join lateral (
      select ${columns} from rating_day
      where queue_key = ${queueKey} and player_key = gone.player_key
      order by day desc limit 1
    ) as before
  `.execute(tx)
}

/** The greatest key of a player with a rating, old or new. */
async function lastPlayer(tx: Kysely<Database>, queueKey: number): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    select greatest(
      (select max(player_key) from rating where queue_key = ${queueKey}),
      (select max(player_key) from rating_replay where queue_key = ${queueKey})
    ) as last
  `.execute(tx)
  return rows[0]?.last ?? -1
}

export async function deleteRatings(tx: Kysely<Database>, playerKey: number): Promise<void> {
  for (const table of ['rating', 'rating_day', 'rating_replay'] as const) {
    await sql`
      delete from ${sql.table(table)}
      where player_key = ${playerKey} and queue_key in (select queue_key from rating_queue)
    `.execute(tx)
  }
}
