import { setInterval } from 'node:timers/promises'
import { MAPS } from '@loadout/core/content'
import { GAME_SUMS } from '@loadout/core/db'
import type { Infra } from '@loadout/infra'
import { type RawBuilder, sql } from 'kysely'

/** How many of each dimension the roll-ups hold: two years of patches of one region's competitive queue. */
export const SHAPE = { patches: 25, maps: 12, agents: 29, tiers: 25, lowestTier: 3 } as const

export interface RollupRows {
  readonly agentRows: number
  readonly mapRows: number
  readonly patches: readonly string[]
}

/**
 * Fills both roll-ups with a row for every cell of the shape, as if matches had been ingested. The sums are
 * arbitrary but plausible (about half won, 22 rounds a match); what a read costs depends on the rows only.
 */
export async function insertRollupRows({ db, dimensions }: Infra): Promise<RollupRows> {
  const patches = Array.from({ length: SHAPE.patches }, (_, index) => {
    return `${9 + Math.floor(index / 12)}.${(index % 12) + 1}`
  })
  const patchKeys = await dimensions.keys('patch', patches)
  const queueKey = (await dimensions.keys('queue', ['competitive'])).get('competitive')
  const regionKey = (await dimensions.keys('region', ['eu'])).get('eu')
  // Maps without a public id are known by their asset path, as in `syncContent`.
  const maps = MAPS.filter(({ kind }) => kind === 'standard').map(
    ({ id, assetPath }) => id ?? assetPath.toLowerCase(),
  )
  const mapKeys = await dimensions.keys('map', maps.slice(0, SHAPE.maps))
  const mapList = maps.slice(0, SHAPE.maps).map((id) => mapKeys.get(id))
  const cells = sql`
    unnest(${patches.map((patch) => patchKeys.get(patch))}::int[]) as patch(key)
    cross join unnest(${mapList}::int[]) as map(key)
    cross join (
      select generate_series(${SHAPE.lowestTier}::int, ${SHAPE.lowestTier + SHAPE.tiers - 1}::int)
      union all select generate_series(-4, -1)
    ) as tiers(tier)
  `
  const grain = sql`1, patch.key, 0, ${queueKey}::int, ${regionKey}::int, map.key, tier`
  const columns = sql`version, patch_key, act_key, queue_key, region_key, map_key, tier_group`
  const agentRows = await sql`
    insert into agent_rollup (${columns}, agent_key, ${AGENT_SUMS.names})
    select ${grain}, agent.key, ${AGENT_SUMS.values}
    from ${cells}
    cross join (select key from dimension where kind = 'agent' order by key limit ${SHAPE.agents}) as agent,
    lateral (select 20 + (patch.key * 7 + map.key * 13 + tier * 5 + agent.key * 11) % 180 as games) as cell
  `.execute(db)
  const mapRows = await sql`
    insert into map_rollup (${columns}, matches, rounds, sided_rounds, attack_wins, draws, surrenders,
      eliminations, detonations, defusals, timeouts, plants)
    select ${grain}, n, 22 * n, 22 * n, 11 * n, n / 100, n / 12, 14 * n, 3 * n, 3 * n, n, 12 * n
    from ${cells}, lateral (select 300 + (patch.key * 7 + map.key * 13 + tier * 5) % 400 as n) as cell
  `.execute(db)
  await sql`analyze agent_rollup, map_rollup`.execute(db)
  await touchRevision(db)
  return {
    agentRows: Number(agentRows.numAffectedRows ?? 0),
    mapRows: Number(mapRows.numAffectedRows ?? 0),
    patches,
  }
}

/** Moves the revision of the roll-ups, as every roll-up of a batch does: all cached answers are old then. */
export async function touchRevision(db: Infra['db']): Promise<void> {
  await sql`update stats_state set revision = revision + 1, updated_at = now()`.execute(db)
}

/** Moves it once a second until told to stop, as ingestion at a moderate rate would. */
export async function moveRevision(db: Infra['db'], signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of setInterval(1_000, undefined, { signal })) {
      await touchRevision(db)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Column names and the expression over `cell.games` for each, in the same order. */
const AGENT_SUMS = (() => {
  const perGame: Readonly<Record<string, RawBuilder<unknown>>> = {
    wins: sql`games * (45 + agent.key % 11) / 100`,
    losses: sql`games - games * (45 + agent.key % 11) / 100 - games / 100`,
    draws: sql`games / 100`,
    matches: sql`games`,
    mirror_games: sql`games / 3`,
    non_mirror_wins: sql`games / 3`,
    rounds: sql`22 * games`,
    rounds_won: sql`11 * games`,
    attack_rounds: sql`11 * games`,
    attack_wins: sql`5 * games`,
    defence_rounds: sql`11 * games`,
    defence_wins: sql`6 * games`,
    score: sql`4600 * games`,
    kills: sql`16 * games`,
    deaths: sql`15 * games`,
    damage: sql`3000 * games`,
    damage_received: sql`3000 * games`,
    headshots: sql`15 * games`,
    bodyshots: sql`45 * games`,
    spent: sql`60000 * games`,
    priced_damage: sql`3000 * games`,
    kast_rounds: sql`16 * games`,
    cast_rounds: sql`22 * games`,
  }
  const names = [...new Set([...GAME_SUMS, ...Object.keys(perGame)])]
  return {
    names: sql.join(names.map((name) => sql.ref(name))),
    values: sql.join(names.map((name) => perGame[name] ?? sql`2 * games`)),
  }
})()
