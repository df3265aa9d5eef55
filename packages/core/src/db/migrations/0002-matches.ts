import { type Kysely, sql } from 'kysely'

/**
 * Matches, partitioned by patch: statistics ask for a patch, and an old patch leaves as a whole.
 * A partition is made when its patch is first seen (`ensure_patch_partition`): attached rather than
 * created in place, because attaching does not lock out readers and writers of the other patches.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table match_ref (
      id uuid primary key,
      match_key bigint generated always as identity,
      patch_key integer not null
    );

    create table player (
      player_key integer generated always as identity primary key,
      puuid text not null unique,
      name text,
      tag text,
      seen_at timestamptz not null
    ) with (fillfactor = 80);

    create table match (
      match_key bigint not null,
      started_at timestamptz not null,
      received_at timestamptz not null,
      id uuid not null,
      patch_key integer not null,
      queue_key integer not null,
      map_key integer not null,
      act_key integer not null,
      region_key integer not null,
      duration_ms integer,
      tier smallint not null,
      rounds smallint not null,
      red_score smallint not null,
      blue_score smallint not null,
      winner smallint not null check (winner between 0 and 2),
      sided_rounds smallint not null,
      attack_wins smallint not null,
      parser_version smallint not null,
      surrendered boolean not null,
      source text not null,
      raw_hash text not null,
      primary key (match_key, patch_key)
    ) partition by list (patch_key);
    create index match_recent on match (started_at desc, match_key desc);
    create index match_recent_queue on match (queue_key, started_at desc, match_key desc);

    -- Columns from wide to narrow, so that no byte is lost to alignment.
    create table player_match (
      match_key bigint not null,
      patch_key integer not null,
      player_key integer not null,
      agent_key integer not null,
      score integer not null,
      damage integer not null,
      damage_received integer not null,
      spent integer,
      slot smallint not null,
      team smallint not null check (team in (1, 2)),
      tier smallint not null,
      presence smallint not null,
      mirror smallint not null,
      rounds smallint not null,
      rounds_won smallint not null,
      attack_rounds smallint not null,
      attack_wins smallint not null,
      kills smallint not null,
      deaths smallint not null,
      assists smallint not null,
      headshots smallint not null,
      bodyshots smallint not null,
      legshots smallint not null,
      first_bloods smallint not null,
      first_deaths smallint not null,
      kast_rounds smallint not null,
      trade_kills smallint not null,
      traded_deaths smallint not null,
      plants smallint not null,
      defuses smallint not null,
      k2 smallint not null,
      k3 smallint not null,
      k4 smallint not null,
      k5 smallint not null,
      clutch1 smallint not null,
      clutch2 smallint not null,
      clutch3 smallint not null,
      clutch4 smallint not null,
      clutch5 smallint not null,
      clutch1_won smallint not null,
      clutch2_won smallint not null,
      clutch3_won smallint not null,
      clutch4_won smallint not null,
      clutch5_won smallint not null,
      grenade_casts smallint,
      ability1_casts smallint,
      ability2_casts smallint,
      ultimate_casts smallint,
      primary key (match_key, slot, patch_key)
    ) partition by list (patch_key);

    create table match_events (
      match_key bigint not null,
      patch_key integer not null,
      events bytea not null,
      primary key (match_key, patch_key)
    ) partition by list (patch_key);
    -- Already compressed by the application.
    alter table match_events alter column events set storage external;

    create function ensure_patch_partition(patch integer) returns void language plpgsql as $$
    declare
      parent text;
      child text;
    begin
      perform pg_advisory_xact_lock(hashtext('loadout.patch_partition'));
      foreach parent in array array['match', 'player_match', 'match_events'] loop
        child := parent || '_p' || patch;
        if to_regclass(child) is null then
          execute format('create table %I (like %I including all, check (patch_key = %s))', child, parent, patch);
          execute format('alter table %I attach partition %I for values in (%s)', parent, child, patch);
        end if;
      end loop;
    end $$;

    create table rejected_document (
      id bigint generated always as identity primary key,
      kind text not null check (kind in ('excluded', 'quarantined')),
      code text not null,
      pointer text not null,
      message text not null,
      source text not null,
      match_id uuid,
      origin text not null,
      line integer,
      raw_hash text not null unique,
      raw_bytes integer not null,
      received_at timestamptz not null
    );
    create index rejected_document_received on rejected_document (received_at);
    create index rejected_document_kind on rejected_document (kind, id desc);
  `.execute(db)
}
