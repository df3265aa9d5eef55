import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '@loadout/core'
import { ingestStream } from '@loadout/core/matches'
import {
  type rebuildContract,
  rebuildStatus,
  rollupMatches,
  startAudit,
  startRebuild,
} from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../../scripts/services/ports.ts'
import { isStress, readFaultSeed, readRebuildMatches } from '../env.ts'
import { ndjson } from '../support/harness.ts'
import { simulateCorpus } from './harness/corpus.ts'
import { multiply } from './harness/multiply.ts'
import { differences, ROLLUP_TABLES } from './harness/recount.ts'
import { type Stage, setStage } from './harness/stage.ts'
import { type SupervisedWorker, superviseWorker } from './harness/worker.ts'

/** The shards take most of the time: each is a transaction and a job's turn. */
const { kills: KILLS, ranges: RANGES } = isStress()
  ? { kills: 5, ranges: 150 }
  : { kills: 2, ranges: 8 }
/** Two shards at most are under way when the worker dies: one in each lane. */
const LANES = 2
/** Simulated; what is more than these are their copies. */
const SIMULATED = 300
const SETUP_MS = 300_000
const FIRE_MS = 300_000
const CHECK_MS = 300_000
/** A recount by other means takes minutes beyond this number; the audit then has to do. */
const MAX_RECOUNTED = 20_000

const seed = readFaultSeed()
const matches = readRebuildMatches()

interface DoneShard {
  readonly from_key: number
  readonly rollup: string
  readonly done_at: Date | null
}

describe(`a rebuild of ${matches} matches under fire (FAULT_SEED=${seed})`, () => {
  let stage: Stage | undefined
  let worker: SupervisedWorker | undefined
  let ctx: Ctx

  beforeAll(async () => {
    stage = await setStage()
    ctx = stage.open().ctx
    const { documents } = simulateCorpus(seed, Math.min(matches, SIMULATED))
    const chunks = ndjson(documents.map(({ text }) => text))
    await ingestStream(ctx, { chunks, source: 'auto', origin: 'test' })
    await rollupMatches(ctx, {})
    await multiply(ctx.db, matches)
    worker = superviseWorker({
      env: stage.env,
      port: await freePort(),
      logFile: join(stage.dir, 'worker.log'),
      reaper: stage.reaper,
    })
    await worker.ready(60_000)
  }, SETUP_MS)

  afterAll(async () => {
    await worker?.stop()
    await stage?.close()
  }, 60_000)

  const build = async () => (await rebuildStatus(ctx)).build
  const doneShards = (buildId: number): Promise<readonly DoneShard[]> =>
    ctx.db
      .selectFrom('rollup_shard')
      .select(['from_key', 'rollup', 'done_at'])
      .where('build_id', '=', buildId)
      .where('done_at', 'is not', null)
      .execute()

  async function until(reached: (build: rebuildContract.Build) => boolean) {
    const deadline = performance.now() + FIRE_MS
    while (performance.now() < deadline) {
      const present = await build()
      if (present !== null && reached(present)) return present
      await sleep(5)
    }
    throw new Error(`the build is stuck: ${JSON.stringify(await build())}`)
  }

  it(
    'does no shard twice that was done when its worker was killed, and ends',
    async () => {
      if (worker === undefined) throw new Error('there is no worker')
      const started = performance.now()
      const shardMatches = Math.max(1, Math.ceil(matches / RANGES))
      const { id, shards } = await startRebuild(ctx, {}, { shardMatches })
      const before: DoneShard[][] = []
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const due = (shards.total * kill) / (KILLS + 1)
        await until(({ shards: { done } }) => done >= due)
        await worker.kill()
        before.push([...(await doneShards(id))])
      }
      await until(({ state }) => state === 'done')

      const after = await doneShards(id)
      expect(after).toHaveLength(shards.total)
      for (const done of before) expect(after).toEqual(expect.arrayContaining(done))
      // What a kill can cost is what was under way: far less than one range of matches in all its roll-ups.
      const lost = (LANES * KILLS) / shards.total
      process.stdout.write(
        `FAULT_SEED=${seed}: ${shards.total} shards of up to ${shardMatches} matches, ${KILLS} kills, ` +
          `at most ${(lost * 100).toFixed(2)} % done twice, ${Math.round(performance.now() - started)} ms\n`,
      )
      expect(LANES).toBeLessThan(ROLLUP_TABLES.length)
      expect(worker.crashes).toEqual([])
    },
    FIRE_MS,
  )

  it(
    'has switched, and an audit finds no difference',
    async () => {
      const { active_version } = await ctx.db
        .selectFrom('stats_state')
        .select('active_version')
        .executeTakeFirstOrThrow()
      expect(active_version).toBe(2)
      const { id } = await startAudit(ctx)
      await until((present) => present.id === id && present.state === 'done')
      const { audit } = await rebuildStatus(ctx)
      expect(audit).toMatchObject({ build: id, differences: 0 })
    },
    CHECK_MS,
  )

  it.skipIf(matches > MAX_RECOUNTED).each(ROLLUP_TABLES)(
    'has a %s that equals a recount over the stored rows',
    async (table) => {
      expect(await differences(ctx.db, table)).toEqual([])
    },
    CHECK_MS,
  )

  it('leaves no dead job', async () => {
    expect(await ctx.db.selectFrom('dead_job').selectAll().execute()).toEqual([])
  })
})
