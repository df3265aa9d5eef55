import { type Kysely, sql } from 'kysely'

/** What keeps pages of statistics fast however many matches there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The page of one agent lists every tier: without this it reads the rows of all agents.
  await sql`
    create index agent_rollup_agent on agent_rollup (version, agent_key, queue_key, tier_group, patch_key);
  `.execute(db)
  await addCompTotals(db)
}

const SUMS = sql`games, wins, draws, rounds, rounds_won, attack_rounds, attack_wins`
const ADDED = sql`sum(games), sum(wins), sum(draws), sum(rounds), sum(rounds_won),
  sum(attack_rounds), sum(attack_wins)`

/**
 * Nine of ten compositions are seen once. Lists of those that are not read an index of nothing else, in
 * rows that are added up already: per patch and over all patches, each by map and for all maps (-1).
 */
async function addCompTotals(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table comp_total_rollup (
      games integer not null,
      wins integer not null,
      draws integer not null,
      rounds integer not null,
      rounds_won integer not null,
      attack_rounds integer not null,
      attack_wins integer not null,
      version smallint not null,
      queue_key smallint not null,
      map_key smallint not null,
      comp text collate "C" not null,
      primary key (version, queue_key, map_key, comp)
    ) with (fillfactor = 85);

    insert into comp_rollup (version, queue_key, patch_key, map_key, comp, ${SUMS})
      select version, queue_key, patch_key, -1, comp, ${ADDED} from comp_rollup
      group by version, queue_key, patch_key, comp;
    insert into comp_total_rollup (version, queue_key, map_key, comp, ${SUMS})
      select version, queue_key, map_key, comp, ${ADDED} from comp_rollup
      group by version, queue_key, map_key, comp;

    create index comp_rollup_games on comp_rollup (version, queue_key, patch_key, map_key, games)
      where games > 1;
    create index comp_total_rollup_games on comp_total_rollup (version, queue_key, map_key, games)
      where games > 1;
  `.execute(db)
}
