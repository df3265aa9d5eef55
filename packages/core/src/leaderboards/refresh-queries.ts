import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { wilsonLower } from '../stats/index.ts'
import { ALL, BOARDS, type Board, type BoardScope, MIN_GAMES } from './boards.ts'

/** Boards there are numbers for, with a text that differs when the numbers do, and their last edition. */
export interface BoardState extends BoardScope {
  readonly source: string
  readonly madeOf: string | null
  readonly madeAt: Date | null
  readonly tookMs: number | null
}

export async function activeVersion(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('stats_state').select('active_version').executeTakeFirstOrThrow()
  return row.active_version
}

/**
 * One row per queue and act, and one per queue for all acts. The numbers are told apart by the small
 * roll-up of maps: reading that of the players to see whether it changed would cost as much as a board.
 */
export async function boardStates(
  db: Kysely<Database>,
  version: number,
): Promise<readonly BoardState[]> {
  const { rows } = await sql<BoardState>`
    with played as (
      select queue_key, case when grouping(act_key) = 1 then ${ALL}::smallint else act_key end as act_key,
        concat_ws('.', ${version}::int, sum(matches), sum(rounds), sum(attack_wins), sum(plants)) as source
      from map_rollup where version = ${version} and tier_group = -1
      group by grouping sets ((queue_key), (queue_key, act_key))
    )
    select played.queue_key, played.act_key,
      concat_ws('/', played.source, rated.revision) as source,
      last.source as "madeOf", last.made_at as "madeAt", last.took_ms as "tookMs"
    from played
    left join rating_queue as rated on rated.queue_key = played.queue_key and played.act_key = ${ALL}
    left join lateral (
      select source, made_at, took_ms from leaderboard_edition as edition
      where edition.queue_key = played.queue_key and edition.act_key = played.act_key
      order by edition desc limit 1
    ) as last on true
    order by last.made_at nulls first, played.queue_key, played.act_key
  `.execute(db)
  return rows
}

/** Editions are made, and players taken off them, one transaction after the other. */
export async function lockBoards(tx: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('loadout.leaderboards'))`.execute(tx)
}

export async function nextEdition(
  tx: Kysely<Database>,
  { queue_key, act_key }: BoardScope,
): Promise<number> {
  const row = await tx
    .selectFrom('leaderboard_edition')
    .select((eb) => eb.fn.max('edition').as('last'))
    .where('queue_key', '=', queue_key)
    .where('act_key', '=', act_key)
    .executeTakeFirst()
  return (row?.last ?? 0) + 1
}

export interface EditionKey extends BoardScope {
  readonly edition: number
}

export interface EditionScope extends EditionKey {
  /** Of the roll-ups it is made from. */
  readonly version: number
}

/** Sums per player over all regions together, or in each one. */
export type Spread = 'all regions' | 'each region'

/**
 * Ranks the players of a queue and act. Of equal values the earlier latest match is ahead: who is there
 * without having played since was there first. Returns the number of places.
 */
export async function insertBoard(
  tx: Kysely<Database>,
  scope: EditionScope,
  { board, spread }: { readonly board: Board; readonly spread: Spread },
): Promise<number> {
  const ranked = RANKED[board]
  const result = await sql`
    insert into leaderboard_entry (queue_key, act_key, region_key, board, edition, rank, player_key,
      value, games, wins, rounds, score, mu, sigma)
    select ${scope.queue_key}::smallint, ${scope.act_key}::smallint, region_key,
      ${BOARDS[board]}::smallint, ${scope.edition}::int,
      row_number() over (partition by region_key order by value desc, latest >> 6, player_key),
      player_key, value, games, wins, rounds, score, mu, sigma
    from (
      select sums.*, ${ranked.value} as value, ${ranked.mu} as mu, ${ranked.sigma} as sigma
      from (${playerSums(scope, spread)}) as sums
      ${ranked.join(scope)}
      where sums.games >= ${MIN_GAMES[board]} and sums.rounds > 0
    ) as ranked
    order by region_key, 6
  `.execute(tx)
  return Number(result.numAffectedRows ?? 0n)
}

interface Ranked {
  readonly value: RawBuilder<number>
  readonly mu: RawBuilder<number | null>
  readonly sigma: RawBuilder<number | null>
  readonly join: (scope: EditionScope) => RawBuilder<unknown>
}

const UNRATED = {
  mu: sql<null>`null::double precision`,
  sigma: sql<null>`null::double precision`,
  join: () => sql``,
} as const

const RANKED: Readonly<Record<Board, Ranked>> = {
  rating: {
    // What the player's skill exceeds with a probability of 99.7 %: OpenSkill's `ordinal`.
    value: sql`rating.mu - 3 * rating.sigma`,
    mu: sql`rating.mu`,
    sigma: sql`rating.sigma`,
    join: ({ queue_key }) =>
      sql`join rating on rating.queue_key = ${queue_key} and rating.player_key = sums.player_key`,
  },
  acs: { ...UNRATED, value: sql`score::double precision / rounds` },
  winRate: { ...UNRATED, value: wilsonLower(sql`wins`, sql`games`) },
}

function playerSums(scope: EditionScope, spread: Spread): RawBuilder<unknown> {
  const ofAct = scope.act_key === ALL ? sql`` : sql`and act_key = ${scope.act_key}`
  const region = spread === 'each region' ? sql`region_key` : sql`${ALL}::smallint`
  return sql`
    select player_key, ${region} as region_key, sum(wins + losses + draws) as games, sum(wins) as wins,
      sum(rounds) as rounds, sum(score)::bigint as score, max(latest) as latest
    from player_rollup
    where version = ${scope.version} and queue_key = ${scope.queue_key} ${ofAct}
    group by player_key, 2
  `
}

export async function replaceDistribution(
  tx: Kysely<Database>,
  scope: EditionScope,
): Promise<void> {
  await tx
    .deleteFrom('rank_distribution')
    .where('queue_key', '=', scope.queue_key)
    .where('act_key', '=', scope.act_key)
    .execute()
  for (const spread of ['all regions', 'each region'] as const) {
    await sql`
      insert into rank_distribution (queue_key, act_key, region_key, tier, players)
      select ${scope.queue_key}::smallint, ${scope.act_key}::smallint, region_key, latest & 63, count(*)
      from (${playerSums(scope, spread)}) as sums
      group by region_key, latest & 63
    `.execute(tx)
  }
}

export async function insertEdition(
  tx: Kysely<Database>,
  edition: {
    readonly scope: EditionScope
    readonly source: string
    readonly madeAt: Date
    readonly tookMs: number
  },
): Promise<void> {
  const { scope, source, madeAt, tookMs } = edition
  await tx
    .insertInto('leaderboard_edition')
    .values({
      queue_key: scope.queue_key,
      act_key: scope.act_key,
      edition: scope.edition,
      made_at: madeAt,
      took_ms: tookMs,
      source,
    })
    .execute()
}

/** Takes one edition that was replaced before `before`: it is gone, and its entries are to be deleted. */
export async function takeOldEdition(
  tx: Kysely<Database>,
  before: Date,
): Promise<EditionKey | null> {
  const { rows } = await sql<EditionKey>`
    delete from leaderboard_edition as edition
    where (queue_key, act_key, edition.edition) = (
      select one.queue_key, one.act_key, one.edition from leaderboard_edition as one
      where exists (
        select from leaderboard_edition as next
        where next.queue_key = one.queue_key and next.act_key = one.act_key
          and next.edition > one.edition and next.made_at < ${before}
      )
      limit 1
      for update skip locked
    )
    returning queue_key, act_key, edition
  `.execute(tx)
  return rows[0] ?? null
}

/** Of one board, in all regions: a statement for all boards together might take too long. */
export async function deleteEntries(
  tx: Kysely<Database>,
  { queue_key, act_key, edition }: EditionKey,
  board: Board,
): Promise<void> {
  await sql`
    delete from leaderboard_entry
    where queue_key = ${queue_key} and act_key = ${act_key} and board = ${BOARDS[board]}
      and edition = ${edition} and region_key in (
        select ${ALL}::int union all select 0 union all select key from dimension where kind = 'region'
      )
  `.execute(tx)
}

/** Leaves a player's places to nobody: ranks have no gaps, and the next edition closes up. */
export async function anonymiseEntries(tx: Kysely<Database>, playerKey: number): Promise<void> {
  await sql`
    update leaderboard_entry set player_key = 0 where player_key = ${playerKey}
  `.execute(tx)
}
