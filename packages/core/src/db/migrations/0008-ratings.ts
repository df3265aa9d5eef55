import { type Kysely, sql } from 'kysely'

/**
 * Skill ratings per player and queue, made match by match in the order (start, match id).
 *
 * `rating_day` has the rating at the end of every day a player played: a late match is rated by going
 * back to the days before it. `rating` is each player's last row of it. A replay writes to
 * `rating_replay` and takes the place of what was there in one transaction.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rating (
      mu double precision not null,
      sigma double precision not null,
      games integer not null,
      player_key integer not null,
      updated_minute integer not null,
      queue_key smallint not null,
      primary key (queue_key, player_key)
    ) with (fillfactor = 80);

    create table rating_day (
      mu double precision not null,
      sigma double precision not null,
      games integer not null,
      player_key integer not null,
      updated_minute integer not null,
      day date not null,
      queue_key smallint not null,
      primary key (queue_key, player_key, day)
    ) with (fillfactor = 90);

    create table rating_replay (like rating_day including all);

    create table rating_queue (
      queue_key smallint primary key,
      -- The last match that is rated; null before the first one.
      rated_at timestamptz,
      rated_id uuid,
      -- Since when rated matches are not what they were.
      rewind_from timestamptz,
      -- A replay under way: its first day, and the last match it has rated.
      replay_from date,
      replay_at timestamptz,
      replay_id uuid,
      -- What the replay under way, else the last one, has cost so far; and when the last one ended.
      replay_ms integer not null default 0,
      replayed_at timestamptz,
      -- Moves with every change of a rating.
      revision bigint not null default 0
    );

    create table rating_pending (
      started_at timestamptz not null,
      id uuid not null,
      match_key integer not null,
      queue_key smallint not null,
      primary key (queue_key, started_at, id)
    );
    insert into rating_pending (queue_key, started_at, id, match_key)
      select queue_key, started_at, id, match_key from match;
  `.execute(db)
}
