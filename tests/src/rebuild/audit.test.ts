import { type Log, silentLog } from '@loadout/core'
import {
  auditDifferences,
  rebuildStatus,
  rollupMatches,
  runRebuild,
  scheduledAudit,
  startAudit,
  startRebuild,
  wakeRebuild,
} from '@loadout/core/stats'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROLLUPS } from '../../../packages/core/src/stats/rollups.ts'
import { simulated, texts } from '../support/simulated.ts'
import { createStage, type RebuildStage } from './stage.ts'

const documents = texts(simulated('audit', 20, { spikerush: 2, competitive: 1 }))
const SMALL = { shardMatches: 6 }

let stage: RebuildStage
beforeEach(async () => {
  stage = await createStage()
  await stage.ingest(documents.slice(0, 12))
  await rollupMatches(stage.ctx, {})
})
afterEach(() => stage.close())

async function audit(log: Log = silentLog) {
  await startAudit({ ...stage.ctx, log }, SMALL)
  while ((await rebuildStatus(stage.ctx)).build?.state === 'running')
    await runRebuild({ ...stage.ctx, log }, {})
  return (await rebuildStatus(stage.ctx)).audit
}

/** A column of the sums, one of the first and one of the last of its table. */
const PLANTS = [
  ['agent_rollup', 'kills'],
  ['agent_rollup', 'ultimate_casts'],
  ['map_rollup', 'plants'],
  ['weapon_rollup', 'damage'],
  ['comp_rollup', 'attack_wins'],
  ['duo_rollup', 'rounds_won'],
  ['daily_rollup', 'assists'],
  ['player_rollup', 'latest'],
  ['player_rollup', 'clutch1'],
] as const

describe('an audit', () => {
  it('finds nothing where there is nothing, and changes nothing', async () => {
    const before = await stage.ctx.db.selectFrom('stats_state').selectAll().execute()
    const report = await audit()
    expect(report).toMatchObject({ differences: 0 })
    expect(report?.tables.map(({ table }) => table)).toEqual(ROLLUPS)
    expect(await stage.ctx.db.selectFrom('stats_state').selectAll().execute()).toEqual(before)
    expect(await stage.versions()).toEqual([{ version: 1, state: 'active' }])
    expect(await auditDifferences(stage.ctx)).toBe(0)
  })

  it.each(PLANTS)(
    'finds a difference of 1 in %s.%s, and says where it is',
    async (table, column) => {
      const { ctx } = stage
      const into = sql.table(table)
      const sum = sql.ref(column)
      await sql`
      update ${into} set ${sum} = ${sum} + 1
      where ctid = (select ctid from ${into} order by ctid desc limit 1)
    `.execute(ctx.db)
      const errors: unknown[] = []
      const report = await audit({ ...silentLog, error: (_, fields) => errors.push(fields) })
      expect(report?.differences).toBe(1)
      const found = report?.tables.find((one) => one.differing > 0)
      expect(found).toMatchObject({ table, differing: 1 })
      const [example] = found?.examples ?? []
      expect(Object.keys(example?.stored ?? {})).toEqual([column])
      expect(Number(example?.stored?.[column])).toBe(Number(example?.recounted?.[column]) + 1)
      expect(example?.key).toHaveProperty('queue_key')
      expect(errors).toHaveLength(1)
      expect(await auditDifferences(ctx)).toBe(1)
    },
  )

  it('finds rows that are missing and rows that are too many, but no empty ones', async () => {
    const { ctx } = stage
    await sql`delete from map_rollup where tier_group = -1`.execute(ctx.db)
    await sql`
      insert into comp_rollup select 3, 2, 1, 9, 5, 4, 2, version, queue_key, patch_key, map_key, '1.1.1.1.1'
      from comp_rollup limit 1
    `.execute(ctx.db)
    await sql`
      insert into duo_rollup select 0, 0, 0, 0, 0, version, queue_key, tier_group, patch_key, map_key, 7, 7
      from duo_rollup limit 1
    `.execute(ctx.db)
    const report = await audit()
    const of = (name: string) => report?.tables.find(({ table }) => table === name)
    expect(of('map_rollup')?.examples[0]).toMatchObject({ stored: null })
    expect(of('comp_rollup')).toMatchObject({ differing: 1 })
    expect(of('comp_rollup')?.examples[0]).toMatchObject({
      key: { comp: '1.1.1.1.1' },
      recounted: null,
    })
    expect(of('duo_rollup')).toEqual({ table: 'duo_rollup', differing: 0, examples: [] })
  })

  it('compares at one moment, however many matches are stored meanwhile', async () => {
    const { ctx } = stage
    await startAudit(ctx, { shardMatches: 2 })
    let isOver = false
    const storing = (async () => {
      for (let n = 0; !isOver; n = (n + 1) % 8) {
        await stage.ingest(documents.slice(12 + n, 13 + n))
        await rollupMatches(ctx, {})
      }
    })()
    await stage.finish()
    isOver = true
    await storing
    expect((await rebuildStatus(ctx)).audit).toMatchObject({ differences: 0 })
  })

  it('counts what the roll-up has not got to yet', async () => {
    await stage.ingest(documents.slice(12, 16))
    expect(await audit()).toMatchObject({ differences: 0 })
    await startAudit(stage.ctx, SMALL)
    await stage.ingest(documents.slice(16, 20))
    await stage.finish()
    expect((await rebuildStatus(stage.ctx)).audit).toMatchObject({ differences: 0 })
  })

  it('has its report replaced by that of the next one', async () => {
    await sql`update duo_rollup set games = games + 1`.execute(stage.ctx.db)
    const first = await audit()
    expect(first?.differences).toBeGreaterThan(5)
    expect(first?.tables.find(({ table }) => table === 'duo_rollup')?.examples).toHaveLength(5)
    await startRebuild(stage.ctx, {}, SMALL)
    await stage.finish()
    const second = await audit()
    expect(second?.build).toBeGreaterThan(first?.build ?? 0)
    expect(second?.differences).toBe(0)
  })
})

describe('what an audit leaves', () => {
  it('is its report: neither rows of its version nor, after the next one, its shards', async () => {
    const { ctx } = stage
    const buildsWithShards = async () => {
      const rows = await ctx.db.selectFrom('rollup_shard').select('build_id').distinct().execute()
      return rows.map(({ build_id }) => build_id)
    }
    const first = await audit()
    expect(await buildsWithShards()).toEqual([first?.build])
    const second = await audit()
    expect(await buildsWithShards()).toEqual([second?.build])
    expect(await stage.versions()).toEqual([{ version: 1, state: 'active' }])
    expect(await ctx.db.selectFrom('audit_report').select('build_id').execute()).toHaveLength(2)
  })
})

describe('the nightly audit', () => {
  it('starts one, unless a rebuild is under way', async () => {
    const { ctx } = stage
    const { build } = await scheduledAudit(ctx, {})
    expect(build).toBe((await rebuildStatus(ctx)).build?.id)
    expect(await scheduledAudit(ctx, {})).toEqual({ build: null })
  })
})

describe('the sweep', () => {
  it('wakes the job while there is work for it', async () => {
    const { ctx } = stage
    expect(await wakeRebuild(ctx)).toEqual({ woken: false })
    await startRebuild(ctx, {})
    await ctx.db.deleteFrom('outbox').execute()
    expect(await wakeRebuild(ctx)).toEqual({ woken: true })
    const jobs = await ctx.db.selectFrom('outbox').select('job').execute()
    expect(jobs).toEqual([{ job: 'stats.rebuild' }])
    await stage.finish()
    expect(await wakeRebuild(ctx)).toEqual({ woken: false })
  })
})
