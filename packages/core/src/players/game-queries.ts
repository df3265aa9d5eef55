import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { GameSums } from '../db/player-sums.ts'
import { SUMMARY_COLUMNS } from '../matches/index.ts'
import { type FilterKeys, gameSums } from '../stats/index.ts'
import type { GameResult } from './contract.ts'

/** Keys of the filters that were given. */
export interface GameFilter extends FilterKeys {
  readonly agent_key?: number
}

/** Sort key of a history: newest first. */
export interface GameKey {
  readonly started_minute: number
  readonly match_key: number
}

/**
 * Games that one request looks at, at most, whatever its filters leave of them. The latest ones: no
 * person has played more in a few years.
 */
export const MAX_SCANNED = 10_000

/** The latest games of a player, of those that began before a key or since a minute. */
function latestGames(
  db: Kysely<Database>,
  playerKey: number,
  {
    before = null,
    since = 0,
    scan = MAX_SCANNED,
  }: { readonly before?: GameKey | null; readonly since?: number; readonly scan?: number } = {},
) {
  return db
    .selectFrom('player_game')
    .selectAll()
    .where('player_key', '=', playerKey)
    .$if(before !== null, (query) => query.where(isBefore(before)))
    .$if(since > 0, (query) => query.where('started_minute', '>=', since))
    .orderBy('started_minute', 'desc')
    .orderBy('match_key', 'desc')
    .limit(scan)
}

/** The first comparison is what the index is entered by; the second one settles equal minutes. */
function isBefore(key: GameKey | null) {
  return sql<boolean>`started_minute <= ${key?.started_minute}
    and (started_minute, match_key) < (${key?.started_minute}, ${key?.match_key})`
}

/** The condition that a row of a table `game` fits. */
export function fits(filter: GameFilter, result?: GameResult) {
  const equal = Object.entries(filter).flatMap(([column, key]) =>
    key === undefined ? [] : [sql<boolean>`${sql.ref(`game.${column}`)} = ${key}`],
  )
  const conditions = result === undefined ? equal : [...equal, RESULTS[result]]
  return conditions.length === 0
    ? sql<boolean>`true`
    : sql<boolean>`${sql.join(conditions, sql` and `)}`
}

const RESULTS: Readonly<Record<GameResult, ReturnType<typeof sql<boolean>>>> = {
  win: sql`game.winner = game.team`,
  loss: sql`game.winner not in (0, game.team)`,
  draw: sql`game.winner = 0`,
}

export type HistoryRow = Awaited<ReturnType<typeof historyRows>>[number]

/** Games of a player with their matches, newest first: of the `scan` games before a key, those that fit. */
export function historyRows(
  db: Kysely<Database>,
  playerKey: number,
  page: {
    readonly filter: GameFilter
    readonly result?: GameResult | undefined
    readonly before?: GameKey | null
    readonly scan: number
    readonly limit: number
  },
) {
  return db
    .selectFrom(latestGames(db, playerKey, page).as('game'))
    .innerJoin('match', 'match.match_key', 'game.match_key')
    .select(SUMMARY_COLUMNS)
    .select([
      'game.started_minute',
      'game.agent_key',
      'game.team',
      'game.tier',
      'game.rounds as own_rounds',
      'game.score',
      'game.kills',
      'game.deaths',
      'game.assists',
      'game.damage',
      'game.headshots',
      'game.bodyshots',
      'game.legshots',
      'game.kast_rounds',
    ])
    .where(fits(page.filter, page.result))
    .orderBy('game.started_minute', 'desc')
    .orderBy('game.match_key', 'desc')
    .limit(page.limit)
    .execute()
}

/** The key of the last of the `scan` games before a key; undefined when there are not so many. */
export function lastScanned(
  db: Kysely<Database>,
  playerKey: number,
  { before, scan }: { readonly before: GameKey | null; readonly scan: number },
): Promise<GameKey | undefined> {
  return db
    .selectFrom('player_match')
    .select(['started_minute', 'match_key'])
    .where('player_key', '=', playerKey)
    .$if(before !== null, (query) => query.where(isBefore(before)))
    .orderBy('started_minute', 'desc')
    .orderBy('match_key', 'desc')
    .offset(scan - 1)
    .limit(1)
    .executeTakeFirst()
}

export type SumsRow = GameSums & { readonly key: number }

/** Sums of a player's latest games per agent, per map, or per UTC day since 1970. */
export async function sumsBy(
  db: Kysely<Database>,
  playerKey: number,
  by: {
    readonly key: keyof typeof GROUPS
    readonly filter: GameFilter
    /** Minutes since 1970. */
    readonly since?: number
  },
): Promise<readonly SumsRow[]> {
  const { rows } = await sql<SumsRow>`
    select ${GROUPS[by.key]} as key, ${gameSums}
    from (${latestGames(db, playerKey, by)}) as game
    where ${fits(by.filter)}
    group by 1 order by 1
  `.execute(db)
  return rows
}

const GROUPS = {
  agent: sql`game.agent_key`,
  map: sql`game.map_key`,
  // A day has 1,440 minutes.
  day: sql`game.started_minute / 1440`,
} as const

/** What one player did in a match: the index among its players, and the head of its events. */
export interface WeaponHead {
  readonly slot: number
  readonly head: Uint8Array
}

/** Heads of the events of a player's latest games that fit: the weapons, without the rounds behind them. */
export async function weaponHeads(
  db: Kysely<Database>,
  playerKey: number,
  { filter, limit }: { readonly filter: GameFilter; readonly limit: number },
): Promise<readonly WeaponHead[]> {
  const { rows } = await sql<WeaponHead>`
    select game.slot, substring(events from 1 for
      3 + get_byte(opening, 1) + 256 * get_byte(opening, 2)) as head
    from (
      select game.slot, game.match_key
      from (${latestGames(db, playerKey)}) as game
      where ${fits(filter)}
      order by started_minute desc, match_key desc
      limit ${limit}
    ) as game
    join match using (match_key)
    cross join lateral (select substring(events from 1 for 3) as opening offset 0) as head
  `.execute(db)
  return rows
}
