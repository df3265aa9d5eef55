import { cancelRebuild, rollupMatches, runRebuild, startRebuild } from '@loadout/core/stats'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROLLUPS } from '../../../packages/core/src/stats/rollups.ts'
import { simulated, texts } from '../support/simulated.ts'
import { differencesToCleanPass } from './clean-pass.ts'
import { at, createStage, type RebuildStage } from './stage.ts'

const SHORT = { spikerush: 3, swiftplay: 1, competitive: 1 } as const
const MATCHES = 24

let stage: RebuildStage
beforeEach(async () => {
  stage = await createStage()
  await stage.ingest(texts(simulated('rebuild', MATCHES, SHORT)))
  await rollupMatches(stage.ctx, {})
})
afterEach(() => stage.close())

const state = () => stage.ctx.db.selectFrom('stats_state').selectAll().executeTakeFirstOrThrow()

async function rowsOf(version: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from agent_rollup where version = ${version})
      + (select count(*) from player_rollup where version = ${version}) as n
  `.execute(stage.ctx.db)
  return rows[0]?.n ?? 0
}

describe('a rebuild', () => {
  it('counts anew what is wrong, and readers switch to it', async () => {
    const { ctx } = stage
    await sql`update agent_rollup set kills = kills + 1`.execute(ctx.db)
    await sql`delete from player_rollup where player_key % 2 = 0`.execute(ctx.db)
    expect(await differencesToCleanPass(ctx)).toHaveLength(2)
    const before = await state()

    const build = await startRebuild(ctx, {}, { shardMatches: 5 })
    expect(build).toMatchObject({ purpose: 'rebuild', state: 'running', patch: null })
    expect(build.shards).toEqual({ done: 0, total: ROLLUPS.length * Math.ceil(MATCHES / 5) })
    await stage.finish()

    expect(await differencesToCleanPass(ctx)).toEqual([])
    const after = await state()
    expect(after.active_version).toBe(before.active_version + 1)
    expect(after.revision).toBeGreaterThan(before.revision)
  })

  it('never gives a number twice, so that a late writer of an old version meets no new one', async () => {
    const { ctx } = stage
    await startRebuild(ctx, {})
    await stage.finish()
    const first = (await state()).active_version
    await startRebuild(ctx, {})
    await cancelRebuild(ctx)
    const later = at(ctx, new Date(ctx.clock.now().getTime() + 16 * 60_000))
    await runRebuild(later, {})
    await runRebuild(later, {})
    await startRebuild(ctx, {})
    await stage.finish()
    expect((await state()).active_version).toBe(first + 2)
  })

  it('keeps the old rows for reads that are under way, then deletes them', async () => {
    const { ctx } = stage
    const { active_version: old } = await state()
    const rows = await rowsOf(old)
    await startRebuild(ctx, {})
    await stage.finish()
    await runRebuild(ctx, {})
    expect(await rowsOf(old)).toBe(rows)

    const later = new Date(ctx.clock.now().getTime() + 16 * 60_000)
    const { deleted } = await runRebuild(at(ctx, later), {})
    expect(deleted).toBeGreaterThanOrEqual(rows)
    expect(await rowsOf(old)).toBe(0)
    expect(await stage.versions()).toEqual([{ version: old + 1, state: 'active' }])
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })
})
