import { type Kysely, sql } from 'kysely'

/**
 * Leaderboards and the distribution of ranks, made anew as a whole. An edition is one state of all boards
 * of a queue and act (-1: all acts; region -1: all regions); earlier ones stay for a while, for those who
 * are reading them page by page.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table leaderboard_edition (
      made_at timestamptz not null,
      edition integer not null,
      took_ms integer not null,
      queue_key smallint not null,
      act_key smallint not null,
      -- Tells what it was made from: a source that has not changed needs no other edition.
      source text not null,
      primary key (queue_key, act_key, edition)
    );

    create table leaderboard_entry (
      value double precision not null,
      score bigint not null,
      mu double precision,
      sigma double precision,
      rank integer not null,
      edition integer not null,
      player_key integer not null,
      games integer not null,
      wins integer not null,
      rounds integer not null,
      queue_key smallint not null,
      act_key smallint not null,
      region_key smallint not null,
      board smallint not null,
      primary key (queue_key, act_key, region_key, board, edition, rank)
    );
    create index leaderboard_entry_player
      on leaderboard_entry (player_key, queue_key, act_key, region_key, board, edition);

    create table rank_distribution (
      players integer not null,
      queue_key smallint not null,
      act_key smallint not null,
      region_key smallint not null,
      tier smallint not null,
      primary key (queue_key, act_key, region_key, tier)
    );
  `.execute(db)
}
