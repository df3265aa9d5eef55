import type { Database } from '@loadout/core/db'
import { type Kysely, sql } from 'kysely'

/** Matches whose rows are not what one match must have; every number must be 0. */
export interface Incomplete {
  readonly without_events: number
  readonly without_ten_players: number
  readonly still_pending: number
  /** Rows of a match that is not stored, in any table. */
  readonly orphans: number
}

/** Looks at every stored match, and at every table for rows without one. */
export async function incompleteMatches(db: Kysely<Database>): Promise<Incomplete | undefined> {
  const { rows } = await sql<Incomplete>`
    select
      count(*) filter (where length(events) < 4) as without_events,
      count(*) filter (where (
        select count(distinct p.slot) from player_game p where p.match_key = match.match_key
      ) <> 10 or (
        select count(*) from player_match p where p.match_key = match.match_key
      ) <> 10) as without_ten_players,
      (select count(*) from rollup_pending) as still_pending,
      (
        select count(*) from (
          select match_key from player_match union all
          select match_key from rollup_pending
        ) as row where not exists (select from match where match.match_key = row.match_key)
      ) as orphans
    from match
  `.execute(db)
  return rows[0]
}

/** What `incompleteMatches` says of a database that lacks nothing. */
export const NOTHING_INCOMPLETE: Incomplete = {
  without_events: 0,
  without_ten_players: 0,
  still_pending: 0,
  orphans: 0,
}

/** Ids of all stored matches. */
export async function storedIds(db: Kysely<Database>): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('match').select('id').execute()
  return new Set(rows.map(({ id }) => id))
}

/** A run whose worker was killed: nobody was left to write down its end. */
export interface OpenRun {
  /** `hostname:pid`. */
  readonly worker: string
  /** When the same job started again; null: another job had already done its work. */
  readonly resumed_at: Date | null
}

export async function openRuns(db: Kysely<Database>): Promise<readonly OpenRun[]> {
  const { rows } = await sql<OpenRun>`
    select open.worker, (
      select min(next.started_at) from job_run as next
      where next.job_id = open.job_id and next.id > open.id
    ) as resumed_at
    from job_run as open where open.state = 'active'
  `.execute(db)
  return rows
}

export interface PlayerSums {
  readonly matches: number
  readonly kills: number
  readonly deaths: number
  readonly assists: number
  readonly score: number
}

/** Plain sums over all stored players. */
export async function playerSums(db: Kysely<Database>): Promise<PlayerSums | undefined> {
  const { rows } = await sql<PlayerSums>`
    select count(distinct match_key) as matches, sum(kills) as kills, sum(deaths) as deaths,
      sum(assists) as assists, sum(score) as score
    from player_match
  `.execute(db)
  return rows[0]
}
