import type { Ctx } from '@loadout/core'
import type { Database } from '@loadout/core/db'
import { getMatch, listMatches, listRejected, matchesContract } from '@loadout/core/matches'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PATCHES = ['8.1', '8.2', '8.3']
const MATCHES_PER_PATCH = 4_000
const INT8 = pg.types.builtins.INT8
const parserOf = pg.types.getTypeParser
const SOME_ID = '00000000-0000-0000-0000-000000000042'

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly Plans?: readonly Plan[]
}

let infra: TestInfra
let pool: pg.Pool
let db: Kysely<Database>
let ctx: Ctx
/** Every query the verbs send, in order. */
const sent: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []

beforeAll(async () => {
  infra = await createTestInfra()
  pool = new pg.Pool({
    connectionString: infra.config.DATABASE_URL,
    max: 2,
    // Keys as numbers, as the product's own pool reads them.
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : parserOf(oid, format)) },
  })
  // The database is dropped at the end, perhaps before the last connection has said goodbye.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      sent.push({ sql: query.sql, parameters: query.parameters })
    },
  })
  ctx = { ...infra, db, actor: { kind: 'system', name: 'test' } }
  await seed()
})
afterAll(async () => {
  await db?.destroy()
  await infra?.close()
})

/** Enough rows that reading a whole table would be the wrong plan. */
async function seed(): Promise<void> {
  const keys = await infra.dimensions.keys('patch', PATCHES)
  const queues = await infra.dimensions.keys('queue', ['competitive', 'unrated'])
  for (const [index, patch] of PATCHES.entries()) {
    await sql`
      insert into match (match_key, started_at, received_at, id, patch_key, queue_key, map_key, act_key,
        region_key, tier, rounds, red_score, blue_score, winner, round_counts, parser_version, trade_window_ms,
        surrendered, source, red_comp, blue_comp, raw_hash, events)
      select ${index}::int * ${MATCHES_PER_PATCH}::int + n, timestamptz '2026-01-01' + n * interval '1 minute', now(),
        ('00000000-0000-0000-0000-' || lpad((${index}::int * ${MATCHES_PER_PATCH}::int + n)::text, 12, '0'))::uuid,
        ${keys.get(patch)}::int, case when n % 2 = 0 then ${queues.get('competitive')}::int else ${queues.get('unrated')}::int end,
        1, 0, 0, 14, 20, 13, 7, 1, 0, 2, 5000, false, 'riot', '', '', '', ''
      from generate_series(1, ${MATCHES_PER_PATCH}::int) as n
    `.execute(infra.db)
  }
  await sql`
    insert into rejected_document (kind, code, pointer, message, source, origin, raw_hash, raw_bytes, received_at)
    select 'excluded', 'custom', '', '', 'riot', 'seed', n::text, 1, now() from generate_series(1, 5000) as n
  `.execute(infra.db)
  await sql`analyze`.execute(infra.db)
}

/** The plans of the queries with this text that `run` sends, as PostgreSQL really carried them out. */
async function plansOf(part: string, run: () => Promise<unknown>): Promise<readonly Plan[]> {
  sent.length = 0
  await run()
  const queries = sent.filter(({ sql: text }) => text.includes(part))
  expect(queries.length, `a query ${part}`).toBeGreaterThan(0)
  const explained = await Promise.all(
    queries.map(({ sql: text, parameters }) =>
      pool.query(`explain (analyze, format json) ${text}`, [...parameters]),
    ),
  )
  return explained.flatMap(({ rows }) => nodesOf(rows[0]['QUERY PLAN'][0].Plan))
}

function nodesOf(plan: Plan): readonly Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** How many rows of a table were looked at to answer. */
function touched(nodes: readonly Plan[], table: string): number {
  return nodes
    .filter((node) => node['Relation Name'] === table)
    .reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0)
}

const wholeTables = (nodes: readonly Plan[]) =>
  nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'])

const list = (input: object) => listMatches(ctx, matchesContract.listMatchesInput.parse(input))

/** A cursor from the middle of the list. */
async function deepCursor(filters: object): Promise<string> {
  let cursor: string | undefined
  for (let page = 0; page < 20; page += 1) {
    cursor = (await list({ ...filters, limit: 100, cursor })).nextCursor ?? undefined
  }
  return cursor ?? ''
}

describe('the plan of matches.list', () => {
  it.each([
    ['of all matches', {}],
    ['of one queue', { queue: 'unrated' }],
  ])('%s reads a page from the index', async (_, filters) => {
    const nodes = await plansOf('from match', () => list({ ...filters, limit: 20 }))
    expect(wholeTables(nodes)).not.toContain('match')
    expect(touched(nodes, 'match')).toBeLessThan(200)
  })

  it.each([
    ['of one patch', { patch: '8.2' }],
    ['of one queue in one patch', { queue: 'competitive', patch: '8.3' }],
    ['that no match fits', { queue: 'competitive', map: 'Ascent' }],
  ])('%s looks at a bounded stretch of it', async (_, filters) => {
    const nodes = await plansOf('from match', () => list({ ...filters, limit: 20 }))
    expect(wholeTables(nodes)).not.toContain('match')
    expect(touched(nodes, 'match')).toBeLessThanOrEqual(12_000)
  })

  it('costs the same in the depth of the list as at its head', async () => {
    const cursor = await deepCursor({ queue: 'competitive' })
    const nodes = await plansOf('from match', () =>
      list({ queue: 'competitive', limit: 20, cursor }),
    )
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes, 'match')).toBeLessThan(200)
  })
})

describe('the plan of matches.get', () => {
  it('goes from the id to the row by indexes', async () => {
    // The seed has no events, so the page itself is not whole; its first query is what is looked at.
    const nodes = await plansOf('from "match"', () =>
      getMatch(ctx, { matchId: SOME_ID }).catch(() => undefined),
    )
    expect(wholeTables(nodes)).toEqual([])
    expect(touched(nodes, 'match')).toBeLessThanOrEqual(2)
  })
})

describe('the plan of the list of rejected documents', () => {
  it.each([{}, { kind: 'excluded' as const }])(
    'reads a page of %j from an index',
    async (filter) => {
      const { nextCursor } = await listRejected(ctx, { ...filter, limit: 100 })
      const cursor = nextCursor ?? undefined
      const nodes = await plansOf('from "rejected_document"', () =>
        listRejected(ctx, { ...filter, limit: 20, cursor }),
      )
      expect(wholeTables(nodes)).toEqual([])
      expect(touched(nodes, 'rejected_document')).toBeLessThanOrEqual(21)
    },
  )
})
