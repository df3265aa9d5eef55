import type { Ctx } from '@loadout/core'
import { ingestMatch } from '@loadout/core/matches'
import { insertPending, lockRollupVersions, rollupMatches, startRebuild } from '@loadout/core/stats'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimPending, holdActiveVersion } from '../../../packages/core/src/stats/rollup-queries.ts'
import { oneSimulated, simulated, texts } from '../support/simulated.ts'
import { differencesToCleanPass } from './clean-pass.ts'
import { createStage, type RebuildStage } from './stage.ts'

let stage: RebuildStage
let ctx: Ctx
beforeEach(async () => {
  stage = await createStage()
  ctx = stage.ctx
  await stage.ingest(texts(simulated('locks', 6, { spikerush: 1 })))
})
afterEach(() => stage.close())

/** Sessions of this database that wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
  `.execute(ctx.db)
  return rows[0]?.n ?? 0
}

/** Says whether a promise has come to its end. */
function watch(work: Promise<unknown>) {
  const seen = { isOver: false }
  work.then(
    () => Object.assign(seen, { isOver: true }),
    () => Object.assign(seen, { isOver: true }),
  )
  return seen
}

const keysOf = async (table: 'match' | 'rollup_pending') =>
  (await ctx.db.selectFrom(table).select('match_key').execute()).map((row) => row.match_key)

describe('a rebuild that starts while a match is being stored', () => {
  it('waits for it, and has it in a shard', async () => {
    const storing = await ctx.db.startTransaction().execute()
    await lockRollupVersions(storing, 'shared')
    const { rows } = await sql<{ match_key: number }>`
      insert into match (started_at, received_at, round_counts, duration_ms, patch_key, queue_key, map_key,
        act_key, region_key, tier, rounds, red_score, blue_score, winner, parser_version, trade_window_ms,
        surrendered, id, source, red_comp, blue_comp, raw_hash, events)
      select started_at, received_at, round_counts, duration_ms, patch_key, queue_key, map_key,
        act_key, region_key, tier, rounds, red_score, blue_score, winner, parser_version, trade_window_ms,
        surrendered, gen_random_uuid(), source, red_comp, blue_comp, raw_hash, events
      from match limit 1 returning match_key
    `.execute(storing)
    const key = rows[0]?.match_key ?? 0
    await insertPending(storing, [key])

    const starting = startRebuild(ctx, {})
    const seen = watch(starting)
    await expect.poll(waiting).toBe(1)
    expect(seen.isOver).toBe(false)
    await storing.commit().execute()
    await starting

    const shards = await ctx.db.selectFrom('rollup_shard').selectAll().execute()
    expect(shards.some((shard) => shard.from_key <= key && key <= shard.to_key)).toBe(true)
    const pending = await ctx.db
      .selectFrom('rollup_pending')
      .select('version')
      .where('match_key', '=', key)
      .execute()
    expect(pending).toEqual([{ version: 1 }])
  })

  it('has the one that comes after it pending for both versions, and in no shard', async () => {
    await startRebuild(ctx, {})
    const before = await keysOf('match')
    const document = oneSimulated('later', { spikerush: 1 })
    await ingestMatch(ctx, { source: 'riot', document })
    const [key = 0] = (await keysOf('match')).filter((one) => !before.includes(one))
    expect((await keysOf('rollup_pending')).filter((one) => one === key)).toEqual([key, key])
    const { last } = await ctx.db
      .selectFrom('rollup_shard')
      .select((eb) => eb.fn.max('to_key').as('last'))
      .executeTakeFirstOrThrow()
    expect(last).toBeLessThan(key)
  })
})

describe('a switch', () => {
  it('waits for a roll-up that is adding to the version in use', async () => {
    await startRebuild(ctx, {})
    const adding = await ctx.db.startTransaction().execute()
    const version = await holdActiveVersion(adding)
    await claimPending(adding, { version, limit: 3 })
    const switching = stage.finish()
    const seen = watch(switching)
    await expect.poll(waiting).toBe(1)
    expect(seen.isOver).toBe(false)
    await adding.rollback().execute()
    await switching
    await rollupMatches(ctx, {})
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })

  it('has a roll-up that waited for it go on with the new version', async () => {
    await startRebuild(ctx, {})
    const switching = await ctx.db.startTransaction().execute()
    await sql`select from rollup_version where state = 'active' for update`.execute(switching)
    const holding = ctx.db.transaction().execute(holdActiveVersion)
    await expect.poll(waiting).toBe(1)
    await sql`update rollup_version set state = 'retired' where state = 'active'`.execute(switching)
    await sql`update rollup_version set state = 'active' where state = 'building'`.execute(
      switching,
    )
    await switching.commit().execute()
    expect(await holding).toBe(2)
  })
})
