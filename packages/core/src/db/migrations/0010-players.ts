import { type Kysely, sql } from 'kysely'

/** Search by name, in both kinds of installation, and erasures with what is left to do. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- In the order of the pages of a search; where consent is needed few may be shown, so they have their own.
    drop index player_search;
    create index player_search on player (search_key, player_key) where search_key is not null;
    create index player_search_consented on player (search_key, player_key)
      where search_key is not null and consented_at is not null;

    create table erasure (
      id bigint generated always as identity primary key,
      -- Whom to look for in rejected documents; null once nothing is left to do.
      puuid text unique,
      -- Whose games are still theirs; null once they are nobody's.
      player_key integer,
      -- Rejected documents up to this one have been looked at.
      rejected_id bigint not null default 0,
      requested_at timestamptz not null,
      finished_at timestamptz,
      check ((puuid is null) = (finished_at is not null))
    );
  `.execute(db)
}
