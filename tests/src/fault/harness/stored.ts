import type { Database } from '@loadout/core/db'
import { type Kysely, sql } from 'kysely'

/** Matches whose rows are not what one match must have; every number must be 0. */
export interface Incomplete {
  readonly without_match: number
  readonly without_events: number
  readonly without_ten_players: number
  readonly without_applied_ledger: number
  /** Rows of a match that has no `match_ref`, in any table. */
  readonly orphans: number
}

/** Looks at every stored match from its `match_ref`, and at every table for rows without one. */
export async function incompleteMatches(db: Kysely<Database>): Promise<Incomplete | undefined> {
  const { rows } = await sql<Incomplete>`
    select
      count(*) filter (where (select count(*) from match m where m.match_key = ref.match_key) <> 1)
        as without_match,
      count(*) filter (where (select count(*) from match_events e where e.match_key = ref.match_key) <> 1)
        as without_events,
      count(*) filter (where (
        select count(*) filter (where p.slot between 0 and 9)
        from player_match p where p.match_key = ref.match_key
      ) <> 10) as without_ten_players,
      count(*) filter (where (
        select count(*) filter (where l.applied_at is not null) - count(*) filter (where l.applied_at is null)
        from rollup_ledger l where l.match_key = ref.match_key
      ) <> 1) as without_applied_ledger,
      (
        select count(*) from (
          select match_key from match union all
          select match_key from player_match union all
          select match_key from match_events union all
          select match_key from rollup_ledger
        ) as row where not exists (select from match_ref where match_ref.match_key = row.match_key)
      ) as orphans
    from match_ref as ref
  `.execute(db)
  return rows[0]
}

/** Ids of all stored matches. */
export async function storedIds(db: Kysely<Database>): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('match_ref').select('id').execute()
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
