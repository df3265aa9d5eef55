import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Matches claimed for one roll-up transaction; patches are named so that other partitions stay untouched. */
export interface RollupClaim {
  readonly version: number
  readonly matchKeys: readonly number[]
  readonly patchKeys: readonly number[]
}

/** Marks up to `limit` pending matches of the active version as applied and returns them. */
export async function claimPending(
  tx: Kysely<Database>,
  options: { readonly limit: number; readonly now: Date },
): Promise<RollupClaim> {
  const { rows } = await sql<{ version: number; match_key: number; patch_key: number }>`
    with pending as materialized (
      select version, match_key
      from rollup_ledger
      where version = (select active_version from stats_state) and applied_at is null
      order by match_key
      limit ${options.limit}
      for update skip locked
    )
    update rollup_ledger set applied_at = ${options.now}
    from pending
    where rollup_ledger.version = pending.version and rollup_ledger.match_key = pending.match_key
    returning rollup_ledger.version, rollup_ledger.match_key, rollup_ledger.patch_key
  `.execute(tx)
  return {
    version: rows[0]?.version ?? 0,
    matchKeys: rows.map((row) => row.match_key),
    patchKeys: [...new Set(rows.map((row) => row.patch_key))],
  }
}

const DIMENSIONS = ['patch_key', 'act_key', 'queue_key', 'region_key', 'map_key'] as const

/** The groups a match of tier `m.tier` is in: its tier, all, and its buckets. See `tierGroup`. */
const TIER_GROUPS = sql`unnest(array_remove(array[
  m.tier, -1,
  case when m.tier between 1 and 14 then -2 end,
  case when m.tier > 14 then -3 end,
  case when m.tier > 23 then -4 end
]::smallint[], null)) as groups(tier_group)`

const GRAIN_COLUMNS = [...DIMENSIONS, 'tier_group']
const GRAIN = [...DIMENSIONS.map((column) => sql`m.${sql.ref(column)}`), sql`groups.tier_group`]

/** Sum columns of agent_rollup and the expression over player_match (p) and match (m) that feeds each. */
const AGENT_SUMS = {
  matches: sql`sum(p.presence)`,
  wins: sql`count(*) filter (where m.winner = p.team)`,
  losses: sql`count(*) filter (where m.winner <> p.team and m.winner <> 0)`,
  draws: sql`count(*) filter (where m.winner = 0)`,
  mirror_games: sql`sum(p.mirror)`,
  non_mirror_wins: sql`count(*) filter (where m.winner = p.team and p.mirror = 0)`,
  rounds: sql`sum(p.rounds)`,
  rounds_won: sql`sum(p.rounds_won)`,
  attack_rounds: sql`sum(p.attack_rounds)`,
  attack_wins: sql`sum(p.attack_wins)`,
  score: sql`sum(p.score)`,
  kills: sql`sum(p.kills)`,
  deaths: sql`sum(p.deaths)`,
  assists: sql`sum(p.assists)`,
  damage: sql`sum(p.damage)`,
  damage_received: sql`sum(p.damage_received)`,
  headshots: sql`sum(p.headshots)`,
  bodyshots: sql`sum(p.bodyshots)`,
  legshots: sql`sum(p.legshots)`,
  first_bloods: sql`sum(p.first_bloods)`,
  first_deaths: sql`sum(p.first_deaths)`,
  kast_rounds: sql`sum(p.kast_rounds)`,
  trade_kills: sql`sum(p.trade_kills)`,
  traded_deaths: sql`sum(p.traded_deaths)`,
  plants: sql`sum(p.plants)`,
  defuses: sql`sum(p.defuses)`,
} as const

const MAP_SUMS = {
  matches: sql`count(*)`,
  rounds: sql`sum(m.rounds)`,
  sided_rounds: sql`sum(m.sided_rounds)`,
  attack_wins: sql`sum(m.attack_wins)`,
  draws: sql`count(*) filter (where m.winner = 0)`,
  surrenders: sql`count(*) filter (where m.surrendered)`,
} as const

/**
 * Adds the claimed matches to both roll-ups. Rows are upserted in key order, so that two transactions
 * which meet on the same rows queue up instead of deadlocking.
 */
export async function addToRollups(tx: Kysely<Database>, claim: RollupClaim): Promise<void> {
  const keys = sql`any(${claim.matchKeys}::bigint[])`
  const patches = sql`any(${claim.patchKeys}::int[])`
  await upsertSums(tx, 'agent_rollup', {
    version: claim.version,
    grain: [...GRAIN, sql`p.agent_key`],
    columns: [...GRAIN_COLUMNS, 'agent_key'],
    sums: AGENT_SUMS,
    from: sql`match m join player_match p on p.match_key = m.match_key and p.patch_key = m.patch_key
      cross join lateral ${TIER_GROUPS}
      where m.match_key = ${keys} and m.patch_key = ${patches} and p.match_key = ${keys} and p.patch_key = ${patches}`,
  })
  await upsertSums(tx, 'map_rollup', {
    version: claim.version,
    grain: GRAIN,
    columns: GRAIN_COLUMNS,
    sums: MAP_SUMS,
    from: sql`match m cross join lateral ${TIER_GROUPS} where m.match_key = ${keys} and m.patch_key = ${patches}`,
  })
}

interface SumsOf {
  readonly version: number
  /** Expressions of the key, in the order of `columns`. */
  readonly grain: readonly RawBuilder<unknown>[]
  readonly columns: readonly string[]
  readonly sums: Readonly<Record<string, RawBuilder<unknown>>>
  readonly from: RawBuilder<unknown>
}

async function upsertSums(
  tx: Kysely<Database>,
  table: 'agent_rollup' | 'map_rollup',
  of: SumsOf,
): Promise<void> {
  const names = Object.keys(of.sums)
  const into = sql.table(table)
  const keys = sql.join(of.columns.map((column) => sql.ref(column)))
  await sql`
    insert into ${into} (version, ${keys}, ${sql.join(names.map((name) => sql.ref(name)))})
    select ${of.version}::smallint, ${sql.join(of.grain)}, ${sql.join(Object.values(of.sums))}
    from ${of.from}
    group by ${sql.join(of.grain)}
    order by ${sql.join(of.grain)}
    on conflict (version, ${keys}) do update set
      ${sql.join(names.map((name) => sql`${sql.ref(name)} = ${into}.${sql.ref(name)} + excluded.${sql.ref(name)}`))}
  `.execute(tx)
}

/** Moves the revision that readers compare. The last write of the transaction: the row is held briefly. */
export async function touchState(tx: Kysely<Database>, now: Date): Promise<void> {
  await tx
    .updateTable('stats_state')
    .set((eb) => ({ revision: eb('revision', '+', 1), updated_at: now }))
    .execute()
}

/** Matches not yet in the roll-ups, counted up to `limit`. */
export async function pendingRollups(db: Kysely<Database>, limit = 100_000): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select from rollup_ledger
      where version = (select active_version from stats_state) and applied_at is null
      limit ${limit}
    ) as head
  `.execute(db)
  return rows[0]?.n ?? 0
}
