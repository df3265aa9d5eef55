import { isAppError } from '@loadout/core'
import {
  agentStats,
  cancelRebuild,
  rebuildStatus,
  rollupMatches,
  runRebuild,
  startAudit,
  startRebuild,
  statsContract,
} from '@loadout/core/stats'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROLLUPS } from '../../../packages/core/src/stats/rollups.ts'
import { simulated, texts } from '../support/simulated.ts'
import { differencesToCleanPass } from './clean-pass.ts'
import { Crash, crashingAfter, createStage, type RebuildStage } from './stage.ts'

const documents = texts(simulated('live', 60, { spikerush: 1 }))
const SMALL = { shardMatches: 4 }

let stage: RebuildStage
beforeEach(async () => {
  stage = await createStage()
  await stage.ingest(documents.slice(0, 20))
  await rollupMatches(stage.ctx, {})
})
afterEach(() => stage.close())

const pendingOf = async (version: number) =>
  (await stage.ctx.db.selectFrom('rollup_pending').selectAll().execute()).filter(
    (row) => row.version === version,
  ).length

async function killsInAnswer(): Promise<number> {
  const { items } = await agentStats(
    stage.ctx,
    statsContract.agentStatsInput.parse({ queue: 'spikerush' }),
  )
  return items.reduce((sum, { totals }) => sum + totals.kills, 0)
}

describe('while matches are stored', () => {
  it('has each match in a shard or pending, and in the end all of them once', async () => {
    const { ctx } = stage
    await startRebuild(ctx, {}, SMALL)
    const storing = async () => {
      for (let start = 20; start < 60; start += 5) {
        await stage.ingest(documents.slice(start - 5, start + 5))
        await rollupMatches(ctx, {})
      }
    }
    await Promise.all([storing(), stage.finish(), runRebuild(ctx, {})])
    await rollupMatches(ctx, {})
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })

  it('makes nobody wait for new matches: those in use take them at once', async () => {
    const { ctx } = stage
    await startRebuild(ctx, {}, SMALL)
    await stage.ingest(documents.slice(20, 30))
    expect([await pendingOf(1), await pendingOf(2)]).toEqual([10, 10])
    await rollupMatches(ctx, {})
    expect([await pendingOf(1), await pendingOf(2)]).toEqual([0, 10])
    expect(await differencesToCleanPass(ctx)).toEqual([])
    await stage.finish()
    expect([await pendingOf(1), await pendingOf(2)]).toEqual([0, 0])
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })

  it('leaves to the roll-up what is pending when a match was stored in the last moment', async () => {
    const { ctx } = stage
    await stage.ingest(documents.slice(20, 25))
    await startRebuild(ctx, {}, SMALL)
    expect(await pendingOf(1)).toBe(5)
    await stage.finish()
    expect(await rollupMatches(ctx, {})).toEqual({ matches: 0, batches: 0 })
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })
})

describe('readers', () => {
  it('see the old sums or the new ones, never a mixture, and never the old ones again', async () => {
    const { ctx } = stage
    const right = await killsInAnswer()
    await sql`update agent_rollup set kills = kills + 1000`.execute(ctx.db)
    await sql`update stats_state set revision = revision + 1`.execute(ctx.db)
    const wrong = await killsInAnswer()
    const seen: number[] = []
    let isOver = false
    const reading = (async () => {
      while (!isOver) seen.push(await killsInAnswer())
    })()
    await startRebuild(ctx, {}, SMALL)
    await stage.finish()
    seen.push(await killsInAnswer())
    isOver = true
    await reading
    expect(new Set(seen)).toEqual(new Set([wrong, right]))
    expect(seen.slice(seen.indexOf(right))).not.toContain(wrong)
  })
})

describe('one patch', () => {
  async function patches(): Promise<readonly string[]> {
    const rows = await stage.ctx.db
      .selectFrom('dimension')
      .innerJoin('match', 'match.patch_key', 'dimension.key')
      .select('dimension.id')
      .distinct()
      .orderBy('dimension.id')
      .execute()
    return rows.map(({ id }) => id)
  }

  it('is counted anew and swapped in; other patches and sums without a patch stay', async () => {
    const { ctx } = stage
    const old = texts(
      simulated('old patch', 6, { spikerush: 1 }).map((document) => ({
        ...document,
        matchInfo: { ...document.matchInfo, gameVersion: 'release-07.04-shipping-15-1' },
      })),
    )
    await stage.ingest(old)
    await rollupMatches(ctx, {})
    const [first = '', second = ''] = await patches()
    expect([first, second]).toContain('7.4')
    await sql`update agent_rollup set kills = kills + 1`.execute(ctx.db)
    await sql`update daily_rollup set kills = kills + 1`.execute(ctx.db)
    const before = await stage.ctx.db.selectFrom('stats_state').selectAll().executeTakeFirst()

    const build = await startRebuild(ctx, { patch: '7.4' }, SMALL)
    expect(build.patch).toBe('7.4')
    // Both while it runs: of this patch and of another one, in the roll-ups and not.
    await stage.ingest(documents.slice(20, 24))
    await rollupMatches(ctx, {})
    await stage.ingest(documents.slice(24, 28))
    await stage.finish()
    await rollupMatches(ctx, {})

    const after = await stage.ctx.db.selectFrom('stats_state').selectAll().executeTakeFirst()
    expect(after?.active_version).toBe(before?.active_version)
    expect(after?.revision).toBeGreaterThan(before?.revision ?? 0)
    const wrong = await differencesToCleanPass(ctx)
    expect(wrong.map(({ table }) => table)).toEqual(['agent_rollup', 'daily_rollup'])
    const key = await ctx.dimensions.find('patch', '7.4')
    for (const { key: row } of wrong.flatMap(({ examples }) => examples)) {
      expect(row.patch_key).not.toBe(key)
    }
    const other = first === '7.4' ? second : first
    await startRebuild(ctx, { patch: other }, SMALL)
    await stage.finish()
    expect((await differencesToCleanPass(ctx)).map(({ table }) => table)).toEqual(['daily_rollup'])
  })

  it('must be one that a match has', async () => {
    await expect(startRebuild(stage.ctx, { patch: '99.9' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/patch', message: 'no match has this patch' }],
    })
    expect((await rebuildStatus(stage.ctx)).build).toBeNull()
  })
})

describe('one at a time', () => {
  it('refuses a second rebuild or audit, also when both start at once', async () => {
    const { ctx } = stage
    const starts = [startRebuild(ctx, {}), startRebuild(ctx, {}), startAudit(ctx)]
    const outcomes = await Promise.allSettled(starts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(isAppError(outcome.reason, 'REBUILD_RUNNING')).toBe(true)
    }
  })

  it('asks for the scopes', async () => {
    const reader = {
      ...stage.ctx,
      actor: { kind: 'api-key', keyId: 'k', scopes: ['ops:read'] },
    } as const
    expect((await rebuildStatus(reader)).build).toBeNull()
    const forbidden = expect.objectContaining({ code: 'FORBIDDEN' })
    await expect(startRebuild(reader, {})).rejects.toEqual(forbidden)
    await expect(startAudit(reader)).rejects.toEqual(forbidden)
    await expect(cancelRebuild(reader)).rejects.toEqual(forbidden)
    const anonymous = { ...stage.ctx, actor: { kind: 'anonymous' } } as const
    await expect(rebuildStatus(anonymous)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('cancel', () => {
  it('ends the rebuild, deletes what it has built, and leaves what is in use alone', async () => {
    const { ctx } = stage
    await startRebuild(ctx, {}, SMALL)
    await expect(runRebuild(crashingAfter(ctx, 40), {})).rejects.toThrow(Crash)
    const { build } = await rebuildStatus(ctx)
    expect(build?.shards.done).toBeGreaterThan(0)
    expect(await cancelRebuild(ctx)).toEqual({ cancelled: true })
    expect(await cancelRebuild(ctx)).toEqual({ cancelled: false })
    await stage.ingest(documents.slice(20, 25))

    const { deleted, shards, finished } = await runRebuild(ctx, {})
    expect({ shards, finished }).toEqual({ shards: 0, finished: false })
    expect(deleted).toBeGreaterThan(0)
    expect(await stage.versions()).toEqual([{ version: 1, state: 'active' }])
    expect(await pendingOf(2)).toBe(0)
    expect((await rebuildStatus(ctx)).build).toMatchObject({ state: 'cancelled' })
    await rollupMatches(ctx, {})
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })

  it('lets the next one start at once', async () => {
    const { ctx } = stage
    await startRebuild(ctx, {}, SMALL)
    await cancelRebuild(ctx)
    await startRebuild(ctx, {}, SMALL)
    await stage.finish()
    await runRebuild(ctx, {})
    expect(await differencesToCleanPass(ctx)).toEqual([])
    expect((await stage.versions()).map(({ state }) => state).sort()).toEqual(['active', 'retired'])
  })

  it('is noticed between two shards', async () => {
    const { ctx } = stage
    await startRebuild(ctx, {}, { shardMatches: 1 })
    const [{ shards, finished }] = await Promise.all([runRebuild(ctx, {}), cancelRebuild(ctx)])
    expect(finished).toBe(false)
    expect(shards).toBeLessThan(20 * ROLLUPS.length)
  })
})

describe('a run that is killed', () => {
  it('is taken up again wherever that was, with every shard added once', async () => {
    const { ctx } = stage
    await startRebuild(ctx, {}, SMALL)
    const done = async () => (await rebuildStatus(ctx)).build?.shards.done ?? 0
    let crashes = 0
    for (let before = await done(); ; crashes += 1) {
      const error = await runRebuild(crashingAfter(ctx, 30 + crashes * 7), {}).catch((e) => e)
      if (!(error instanceof Error)) break
      expect(error).toBeInstanceOf(Crash)
      expect(await done()).toBeGreaterThanOrEqual(before)
      before = await done()
    }
    expect(crashes).toBeGreaterThan(3)
    expect((await rebuildStatus(ctx)).build).toMatchObject({ state: 'done' })
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })
})
