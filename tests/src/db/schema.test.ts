import { type Database, migrate, pendingMigrations } from '@loadout/core/db'
import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Columns = {
  readonly [Table in keyof Database]: Readonly<Record<keyof Database[Table], string>>
}

const GRAIN = {
  version: 'int2',
  patch_key: 'int4',
  act_key: 'int4',
  queue_key: 'int4',
  region_key: 'int4',
  map_key: 'int4',
  tier_group: 'int2',
} as const

/** Every column of the table types with its PostgreSQL type: the compiler checks that none is missing. */
const COLUMNS = {
  api_key: {
    id: 'text',
    name: 'text',
    secret_hash: 'text',
    scopes: '_text',
    created_at: 'timestamptz',
    expires_at: 'timestamptz',
    revoked_at: 'timestamptz',
    last_used_at: 'timestamptz',
  },
  outbox: { id: 'int8', job: 'text', payload: 'jsonb', created_at: 'timestamptz' },
  job_run: {
    id: 'int8',
    job_id: 'text',
    name: 'text',
    attempt: 'int4',
    state: 'text',
    enqueued_at: 'timestamptz',
    started_at: 'timestamptz',
    finished_at: 'timestamptz',
    result: 'jsonb',
    error: 'text',
    worker: 'text',
  },
  dead_job: {
    id: 'int8',
    job_id: 'text',
    name: 'text',
    payload: 'jsonb',
    error: 'text',
    stack: 'text',
    attempts: 'int4',
    first_seen_at: 'timestamptz',
    died_at: 'timestamptz',
  },
  dimension: { key: 'int4', kind: 'text', id: 'text', name: 'text', known: 'bool' },
  agent_role: { agent_key: 'int4', since: 'timestamptz', role: 'text' },
  rollup_ledger: {
    version: 'int2',
    match_key: 'int8',
    patch_key: 'int4',
    applied_at: 'timestamptz',
  },
  agent_rollup: {
    ...GRAIN,
    agent_key: 'int4',
    matches: 'int8',
    wins: 'int8',
    losses: 'int8',
    draws: 'int8',
    mirror_games: 'int8',
    non_mirror_wins: 'int8',
    rounds: 'int8',
    rounds_won: 'int8',
    attack_rounds: 'int8',
    attack_wins: 'int8',
    score: 'int8',
    kills: 'int8',
    deaths: 'int8',
    assists: 'int8',
    damage: 'int8',
    damage_received: 'int8',
    headshots: 'int8',
    bodyshots: 'int8',
    legshots: 'int8',
    first_bloods: 'int8',
    first_deaths: 'int8',
    kast_rounds: 'int8',
    trade_kills: 'int8',
    traded_deaths: 'int8',
    plants: 'int8',
    defuses: 'int8',
  },
  map_rollup: {
    ...GRAIN,
    matches: 'int8',
    rounds: 'int8',
    sided_rounds: 'int8',
    attack_wins: 'int8',
    draws: 'int8',
    surrenders: 'int8',
  },
  stats_state: { id: 'int2', active_version: 'int2', revision: 'int8', updated_at: 'timestamptz' },
  match_ref: { id: 'uuid', match_key: 'int8', patch_key: 'int4' },
  match: {
    match_key: 'int8',
    patch_key: 'int4',
    queue_key: 'int4',
    map_key: 'int4',
    act_key: 'int4',
    region_key: 'int4',
    tier: 'int2',
    source: 'text',
    id: 'uuid',
    started_at: 'timestamptz',
    duration_ms: 'int4',
    rounds: 'int2',
    red_score: 'int2',
    blue_score: 'int2',
    winner: 'int2',
    surrendered: 'bool',
    sided_rounds: 'int2',
    attack_wins: 'int2',
    parser_version: 'int2',
    received_at: 'timestamptz',
    raw_hash: 'text',
  },
  player: { player_key: 'int4', puuid: 'text', name: 'text', tag: 'text', seen_at: 'timestamptz' },
  player_match: {
    match_key: 'int8',
    patch_key: 'int4',
    player_key: 'int4',
    agent_key: 'int4',
    score: 'int4',
    damage: 'int4',
    damage_received: 'int4',
    spent: 'int4',
    slot: 'int2',
    team: 'int2',
    tier: 'int2',
    presence: 'int2',
    mirror: 'int2',
    rounds: 'int2',
    rounds_won: 'int2',
    attack_rounds: 'int2',
    attack_wins: 'int2',
    kills: 'int2',
    deaths: 'int2',
    assists: 'int2',
    headshots: 'int2',
    bodyshots: 'int2',
    legshots: 'int2',
    first_bloods: 'int2',
    first_deaths: 'int2',
    kast_rounds: 'int2',
    trade_kills: 'int2',
    traded_deaths: 'int2',
    plants: 'int2',
    defuses: 'int2',
    k2: 'int2',
    k3: 'int2',
    k4: 'int2',
    k5: 'int2',
    clutch1: 'int2',
    clutch2: 'int2',
    clutch3: 'int2',
    clutch4: 'int2',
    clutch5: 'int2',
    clutch1_won: 'int2',
    clutch2_won: 'int2',
    clutch3_won: 'int2',
    clutch4_won: 'int2',
    clutch5_won: 'int2',
    grenade_casts: 'int2',
    ability1_casts: 'int2',
    ability2_casts: 'int2',
    ultimate_casts: 'int2',
  },
  match_events: { match_key: 'int8', patch_key: 'int4', events: 'bytea' },
  rejected_document: {
    id: 'int8',
    kind: 'text',
    code: 'text',
    pointer: 'text',
    message: 'text',
    source: 'text',
    match_id: 'uuid',
    origin: 'text',
    line: 'int4',
    raw_hash: 'text',
    raw_bytes: 'int4',
    received_at: 'timestamptz',
  },
} as const satisfies Columns

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('migrated database', () => {
  it('has exactly the tables and columns of the types', async () => {
    const { rows } = await sql<{ table_name: string; column_name: string; udt_name: string }>`
      select table_name, column_name, udt_name from information_schema.columns
      join pg_class on relname = table_name and not relispartition
      where table_schema = 'public' and table_name not like 'kysely_%'
    `.execute(database.db)
    const found: Record<string, Record<string, string>> = {}
    for (const row of rows) {
      const columns = found[row.table_name] ?? {}
      columns[row.column_name] = row.udt_name
      found[row.table_name] = columns
    }
    expect(found).toEqual(COLUMNS)
  })

  it('has nothing left to migrate, and migrating again changes nothing', async () => {
    expect(await pendingMigrations(database.db)).toEqual([])
    expect(await migrate(database.db)).toEqual({ applied: [] })
  })
})
