import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { ALL, BUCKETS, inBatch, type RollupBatch, TIER_GROUPS, upsertSums } from './upsert-sums.ts'

export interface WeaponHead {
  readonly queue_key: number
  readonly patch_key: number
  readonly act_key: number
  readonly tier: number
  /** Agent keys by slot. */
  readonly agents: readonly number[]
  /** See `decodeWeaponTallies`. */
  readonly head: Uint8Array
}

/** Weapon tallies of the batch's matches: the head of the events value, without the rounds behind it. */
export async function weaponHeads(
  tx: Kysely<Database>,
  batch: RollupBatch,
): Promise<readonly WeaponHead[]> {
  const { rows } = await sql<WeaponHead>`
    select queue_key, patch_key, act_key, tier,
      (select array_agg(agent_key::integer order by seat & 15) from player_match p
        where p.match_key = match.match_key) as agents,
      substring(events from 4 for
        get_byte(substring(events from 2 for 2), 0) + 256 * get_byte(substring(events from 2 for 2), 1)) as head
    from match
    -- Values of before there was a head begin otherwise.
    where ${inBatch(batch)} and substring(events from 1 for 1) = '\\x02'::bytea
  `.execute(tx)
  return rows
}

export const WEAPON_SUMS = [
  'kills',
  'headshots',
  'bodyshots',
  'legshots',
  'damage',
  'rounds',
  'games',
] as const

/** Columns of the key, then of the sums, as parallel arrays. `all_agents` is 1 in sums over all agents. */
export const WEAPON_COLUMNS = [
  ...['queue_key', 'patch_key', 'act_key', 'tier', 'all_agents', 'played_by', 'weapon_key'],
  ...WEAPON_SUMS,
] as const

/** Adds sums per weapon: by agent in the buckets, for all agents together in every tier group. */
export async function addWeaponRows(
  tx: Kysely<Database>,
  batch: RollupBatch,
  columns: readonly (readonly number[])[],
): Promise<void> {
  const arrays = sql.join(columns.map((values) => sql`${values}::integer[]`))
  const names = sql.join(WEAPON_COLUMNS.map((name) => sql.ref(name)))
  await upsertSums(tx, batch, {
    table: 'weapon_rollup',
    key: ['queue_key', 'tier_group', 'patch_key', 'act_key', 'agent_key', 'weapon_key'],
    sums: WEAPON_SUMS,
    groups: sql`
      select ${ALL}::integer as agent_key, tier_group from (${TIER_GROUPS}) as tiers
        where base.all_agents = 1
      union all select base.played_by, tier_group from (${BUCKETS}) as bucket where base.all_agents = 0`,
    base: sql`select * from unnest(${arrays}) as tally (${names})`,
  })
}
