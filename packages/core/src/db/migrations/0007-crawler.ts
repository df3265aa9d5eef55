import { type Kysely, sql } from 'kysely'

/** Where the crawler is: its regions, what it polls, whom it follows, and the matches it has heard of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table crawl_region (
      region text primary key,
      enabled boolean not null default false,
      -- Last time a worker with this region in its configuration looked.
      configured_at timestamptz not null,
      begun_at timestamptz,
      resume_at timestamptz,
      waits_for text,
      failures integer not null default 0,
      trips integer not null default 0,
      open_until timestamptz,
      probe_until timestamptz,
      calls bigint not null default 0,
      throttled bigint not null default 0,
      failed_calls bigint not null default 0,
      matches_fetched bigint not null default 0,
      matches_gone bigint not null default 0,
      matches_failed bigint not null default 0,
      last_call_at timestamptz,
      last_error text,
      last_error_at timestamptz
    );

    create table crawl_poll (
      region text not null references crawl_region,
      queue text not null,
      next_poll_at timestamptz not null,
      polled_at timestamptz,
      primary key (region, queue)
    );

    create table crawl_player (
      region text not null references crawl_region,
      puuid text not null,
      next_walk_at timestamptz not null,
      -- Walks in a row that brought nothing new, and those in a row that failed.
      fruitless smallint not null default 0,
      failures smallint not null default 0,
      primary key (region, puuid)
    );
    create index crawl_player_due on crawl_player (region, next_walk_at);

    create table crawl_match (
      id uuid primary key,
      region text not null references crawl_region,
      state text not null default 'pending' check (state in ('pending', 'fetched', 'gone', 'failed')),
      reason text,
      attempts smallint not null default 0,
      throttled smallint not null default 0,
      available_at timestamptz not null,
      -- Who is at it until available_at; a claim that was not ended is simply claimed again.
      claim uuid,
      found_at timestamptz not null,
      done_at timestamptz
    );
    create index crawl_match_pending on crawl_match (region, available_at) where state = 'pending';
    create index crawl_match_done on crawl_match (region, done_at) where state = 'fetched';
    create index crawl_match_stored on crawl_match (done_at) where state = 'fetched' and reason is null;
    create index crawl_match_forbidden on crawl_match (region) where state = 'gone' and reason = 'HTTP 403';
  `.execute(db)
}
