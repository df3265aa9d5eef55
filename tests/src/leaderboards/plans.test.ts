import type { Ctx } from '@loadout/core'
import type { Database } from '@loadout/core/db'
import {
  aroundPlayer,
  leaderboardsContract,
  listLeaderboard,
  rankDistribution,
  refreshLeaderboards,
} from '@loadout/core/leaderboards'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import { puuidOf, puuidSql, seedPlayers, touchMatches } from './seeded-players.ts'

const PLAYERS = isStress() ? 100_000 : 20_000
/** One of them. */
const SOMEBODY = 12_345

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly Plans?: readonly Plan[]
}

let infra: TestInfra
let pool: pg.Pool
let ctx: Ctx
/** Every query the verbs send, in order. */
const sent: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []

beforeAll(async () => {
  infra = await createTestInfra()
  await seed()
  pool = new pg.Pool({ connectionString: infra.config.DATABASE_URL, max: 2 })
  // The database is dropped at the end, perhaps before the last connection has said goodbye.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      sent.push({ sql: query.sql, parameters: query.parameters })
    },
  })
  ctx = { ...infra, db, actor: { kind: 'anonymous' } }
}, 120_000)
afterAll(async () => {
  await ctx?.db.destroy()
  await infra?.close()
})

/** Players with sums and ratings that are no two alike, then their boards. */
async function seed(): Promise<void> {
  const queue_key = (await infra.dimensions.keys('queue', ['competitive'])).get('competitive') ?? 0
  const region_key = (await infra.dimensions.keys('region', ['eu'])).get('eu') ?? 0
  await seedPlayers(infra.db, [{ key: 1, queue_key, region_key, rating: { mu: 25, sigma: 8 } }])
  await sql`
    insert into player (player_key, puuid, name, tag, search_key, seen_at) overriding system value
    select key, ${puuidSql}, 'Player ' || key, 'EU', 'player ' || key || '#eu', now()
    from generate_series(2, ${sql.lit(PLAYERS)}) as key
  `.execute(infra.db)
  await sql`
    insert into player_rollup
    select other.*
    from player_rollup as one, generate_series(2, ${sql.lit(PLAYERS)}) as key,
      json_populate_record(one, json_build_object('player_key', key, 'score', 40000 + key * 7919 % 90001,
        'wins', 1 + key * 31 % 40, 'latest', 1856000000 + key * 64 + key % 28)) as other
  `.execute(infra.db)
  await sql`
    insert into rating (queue_key, player_key, mu, sigma, games, updated_minute)
    select ${queue_key}, key, 15 + key * 7919 % 100003 / 5000.0, 1 + key % 7, 20, 29000000
    from generate_series(2, ${sql.lit(PLAYERS)}) as key
  `.execute(infra.db)
  await touchMatches(infra.db, { queue_key })
  const actor = { kind: 'anonymous' } as const
  // A run ends after a while, whatever is left.
  while ((await refreshLeaderboards({ ...infra, actor }, {})).editions > 0);
  await sql`analyze`.execute(infra.db)
}

/** The plans of all reads that `run` sends, as PostgreSQL really carried them out. */
async function plansOf(run: () => Promise<unknown>): Promise<readonly Plan[]> {
  sent.length = 0
  await run()
  const reads = sent.filter(({ sql: text }) => text.startsWith('select'))
  expect(reads.length).toBeGreaterThan(0)
  const explained = await Promise.all(
    reads.map(({ sql: text, parameters }) =>
      pool.query(`explain (analyze, format json) ${text}`, [...parameters]),
    ),
  )
  return explained.flatMap(({ rows }) => nodesOf(rows[0]['QUERY PLAN'][0].Plan))
}

function nodesOf(plan: Plan): readonly Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** How many rows of tables were looked at to answer. */
function touched(nodes: readonly Plan[]): number {
  return nodes
    .filter((node) => node['Relation Name'] !== undefined)
    .reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0)
}

const BIG = ['leaderboard_entry', 'player', 'player_rollup', 'rating']
const wholeTables = (nodes: readonly Plan[]) =>
  nodes
    .filter((node) => node['Node Type'] === 'Seq Scan' && BIG.includes(node['Relation Name'] ?? ''))
    .map((node) => node['Relation Name'])

const list = (input: object) =>
  listLeaderboard(ctx, leaderboardsContract.leaderboardInput.parse(input))

describe(`a page of a board of ${PLAYERS}`, () => {
  it.each([
    ['by rating', { by: 'rating' }],
    ['by rating, in a region', { by: 'rating', region: 'eu' }],
    ['by ACS', { by: 'acs' }],
    ['by win rate, in a region', { by: 'winRate', region: 'eu' }],
  ])('%s is read from indexes, row by row', async (_, filters) => {
    const nodes = await plansOf(() => list({ ...filters, limit: 50 }))
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBeLessThan(250)
  })

  it('costs the same in the depth of the board as at its head', async () => {
    const depth = PLAYERS - 1_000
    const { nextCursor } = await list({ by: 'acs', limit: 1 })
    const [filters, edition] = JSON.parse(atob(nextCursor ?? ''))
    const cursor = btoa(JSON.stringify([filters, edition, depth])).replaceAll('=', '')
    expect((await list({ by: 'acs', limit: 1, cursor })).items[0]?.rank).toBe(depth + 1)
    const nodes = await plansOf(() => list({ by: 'acs', limit: 50, cursor }))
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBeLessThan(250)
  })

  it.each([puuidOf(SOMEBODY), `PLAYER ${SOMEBODY}#eu`])('around %s is too', async (player) => {
    const input = leaderboardsContract.leaderboardAroundInput.parse({ player, limit: 20 })
    expect((await aroundPlayer(ctx, input)).rank).not.toBeNull()
    const nodes = await plansOf(() => aroundPlayer(ctx, input))
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes)).toBeLessThan(250)
  })

  it('has every rank once, in the order of the values', async () => {
    const { rows } = await sql<{ wrong: number; places: number }>`
      select count(*) filter (where rank <> place or value > before) as wrong, count(*) as places
      from (
        select rank, value, row_number() over board as place, lag(value) over board as before
        from leaderboard_entry
        window board as (partition by queue_key, act_key, region_key, board, edition order by rank)
      ) as entry
    `.execute(infra.db)
    // Three boards of all acts and two of one; each for all regions and for one.
    expect(rows).toEqual([{ wrong: 0, places: 10 * PLAYERS }])
  })
})

describe('the distribution of ranks', () => {
  it('reads a row per tier', async () => {
    const input = leaderboardsContract.rankDistributionInput.parse({})
    expect((await rankDistribution(ctx, input)).tiers).toHaveLength(27)
    const nodes = await plansOf(() => rankDistribution(ctx, input))
    expect(touched(nodes)).toBeLessThan(100)
  })
})
