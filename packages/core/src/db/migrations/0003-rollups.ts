import { type Kysely, sql } from 'kysely'

/**
 * Sums per (queue, tier group, patch, act, region, map[, agent]), and the ledger that adds every match
 * once. A tier group is a single tier (0..27), all tiers (-1) or a bucket (-2 low, -3 mid, -4 high): a
 * match is in three or four of them, and every filter by tier is an equality on the primary key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rollup_ledger (
      version smallint not null,
      match_key bigint not null,
      patch_key integer not null,
      applied_at timestamptz,
      primary key (version, match_key)
    );
    create index rollup_ledger_pending on rollup_ledger (version, match_key) where applied_at is null;

    create table agent_rollup (
      matches bigint not null,
      wins bigint not null,
      losses bigint not null,
      draws bigint not null,
      mirror_games bigint not null,
      non_mirror_wins bigint not null,
      rounds bigint not null,
      rounds_won bigint not null,
      attack_rounds bigint not null,
      attack_wins bigint not null,
      score bigint not null,
      kills bigint not null,
      deaths bigint not null,
      assists bigint not null,
      damage bigint not null,
      damage_received bigint not null,
      headshots bigint not null,
      bodyshots bigint not null,
      legshots bigint not null,
      first_bloods bigint not null,
      first_deaths bigint not null,
      kast_rounds bigint not null,
      trade_kills bigint not null,
      traded_deaths bigint not null,
      plants bigint not null,
      defuses bigint not null,
      patch_key integer not null,
      act_key integer not null,
      queue_key integer not null,
      region_key integer not null,
      map_key integer not null,
      agent_key integer not null,
      version smallint not null,
      tier_group smallint not null,
      primary key (version, queue_key, tier_group, patch_key, act_key, region_key, map_key, agent_key)
    ) with (fillfactor = 70);

    create table map_rollup (
      matches bigint not null,
      rounds bigint not null,
      sided_rounds bigint not null,
      attack_wins bigint not null,
      draws bigint not null,
      surrenders bigint not null,
      patch_key integer not null,
      act_key integer not null,
      queue_key integer not null,
      region_key integer not null,
      map_key integer not null,
      version smallint not null,
      tier_group smallint not null,
      primary key (version, queue_key, tier_group, patch_key, act_key, region_key, map_key)
    ) with (fillfactor = 70);

    create table stats_state (
      id smallint primary key check (id = 1),
      active_version smallint not null,
      revision bigint not null,
      updated_at timestamptz
    );
    insert into stats_state (id, active_version, revision) values (1, 1, 0);
  `.execute(db)
}
