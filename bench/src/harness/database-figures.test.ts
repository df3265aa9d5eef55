import { rollupMatches } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseSums, timeBaseSums } from './base-sums.ts'
import { diskUsage } from './disk-usage.ts'
import { countRollupRows, rollupTables } from './rollup-tables.ts'
import { ingestTemplates } from './seed-templates.ts'

const MATCHES = 12

let infra: TestInfra

beforeAll(async () => {
  infra = await createTestInfra()
  await ingestTemplates(infra, { count: MATCHES, days: 30 })
  await rollupMatches({ ...infra, actor: { kind: 'system', name: 'bench' } }, {})
})
afterAll(() => infra.close())

describe('rollupTables', () => {
  it('finds the tables of sums, and their rows', async () => {
    const tables = await rollupTables(infra.db)
    expect(tables).toEqual(expect.arrayContaining(['agent_rollup', 'map_rollup', 'player_rollup']))
    expect(tables).not.toContain('rollup_pending')
    expect(await countRollupRows(infra.db)).toBeGreaterThan(MATCHES * tables.length)
  })
})

describe('baseSums', () => {
  it('adds up what agent_rollup holds of all tiers', async () => {
    const total = (source: ReturnType<typeof sql>) => sql<Record<string, number>>`
      select sum(kills)::integer as kills, sum(wins)::integer as wins, sum(spent)::bigint as spent,
        sum(clutch1)::integer as clutch1 from (${source}) as sums`
    const base = await total(sql.raw(baseSums(infra))).execute(infra.db)
    const stored = await total(sql`select * from agent_rollup where tier_group = -1`).execute(
      infra.db,
    )
    expect(base.rows[0]?.kills).toBeGreaterThan(0)
    expect(base.rows).toEqual(stored.rows)
  })

  it('takes a while', async () => {
    expect(await timeBaseSums(infra)).toBeGreaterThan(0)
  })
})

describe('diskUsage', () => {
  it('leaves nothing of the two tables out, and counts nothing twice', async () => {
    const usage = await diskUsage(infra)
    const parts = Object.values(usage.parts).reduce((sum, bytes) => sum + bytes, 0)
    expect(usage.matches).toBe(MATCHES)
    expect(parts).toBe(usage.beyondEvents)
    expect(usage.values).toBeLessThan(usage.beyondEvents)
    expect(usage.values / MATCHES).toBeGreaterThan(500)
    const { rows } = await sql<{ bytes: number }>`
      select pg_database_size(current_database()) as bytes`.execute(infra.db)
    const whole = usage.beyondEvents + usage.events + usage.rollups + usage.rest
    expect(Math.abs(whole / (rows[0]?.bytes ?? 0) - 1)).toBeLessThan(0.05)
  })
})
