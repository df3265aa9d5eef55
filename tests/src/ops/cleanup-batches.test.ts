import type { Ctx } from '@loadout/core'
import { cleanup } from '@loadout/core/ops'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

const RETENTION = {
  rawDays: 30,
  rejectedDays: 90,
  jobRunDays: 14,
  interactionDays: 90,
  cartDays: 90,
  notificationDays: 90,
}
const OLD = '2026-01-01T00:00:00Z'
const NOW = new Date('2026-06-01T00:00:00Z')

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, clock: { now: () => NOW } }
})
afterAll(() => harness.close())
beforeEach(async () => {
  await sql`truncate job_run, rejected_document`.execute(harness.infra.db)
})

async function runs(count: number, startedAt: string): Promise<void> {
  await sql`
    insert into job_run (job_id, name, attempt, state, enqueued_at, started_at, worker)
    select 'j' || n, 'test', 1, 'completed', ${startedAt}, ${startedAt}, 'w' from generate_series(1, ${count}::int) n
  `.execute(harness.infra.db)
}

async function left(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from job_run`.execute(
    harness.infra.db,
  )
  return rows[0]?.n ?? 0
}

async function removed(result: Promise<Awaited<ReturnType<typeof cleanup>>>, task: string) {
  return (await result).tasks.find((one) => one.task === task)?.removed
}

describe('a clean-up of more rows than fit in one batch', () => {
  it.each([999, 1_000, 1_001, 2_500])('removes all of %d rows', async (count) => {
    await runs(count, OLD)
    await runs(3, NOW.toISOString())
    expect(await removed(cleanup(ctx, { dryRun: false }, RETENTION), 'job-runs')).toBe(count)
    expect(await left()).toBe(3)
  })

  it('counts on a dry run what a real one removes', async () => {
    await runs(1_234, OLD)
    expect(await removed(cleanup(ctx, { dryRun: true }, RETENTION), 'job-runs')).toBe(1_234)
    expect(await left()).toBe(1_234)
  })

  it('stops between two batches when it is told to, with what it did done', async () => {
    await runs(3_000, OLD)
    const stop = new AbortController()
    // Looked at before each batch: the empty one of the rejected documents, then the first of the runs.
    let looks = 0
    const signal = new Proxy(stop.signal, {
      get(target, key) {
        if (key !== 'throwIfAborted') return Reflect.get(target, key, target)
        return () => {
          target.throwIfAborted()
          looks += 1
          if (looks === 2) stop.abort(new Error('the worker stops'))
        }
      },
    })
    await expect(cleanup({ ...ctx, signal }, { dryRun: false }, RETENTION)).rejects.toThrow(
      'the worker stops',
    )
    expect(await left()).toBe(2_000)
    expect(await removed(cleanup(ctx, { dryRun: false }, RETENTION), 'job-runs')).toBe(2_000)
  })

  it('shares the work with another clean-up at the same time', async () => {
    await runs(2_500, OLD)
    const both = [
      cleanup(ctx, { dryRun: false }, RETENTION),
      cleanup(ctx, { dryRun: false }, RETENTION),
    ]
    const counts = await Promise.all(both.map((one) => removed(one, 'job-runs')))
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(2_500)
    expect(await left()).toBe(0)
  })

  it('does not wait for a row that somebody holds', async () => {
    await runs(5, OLD)
    await harness.infra.db.transaction().execute(async (tx) => {
      await sql`select from job_run order by id limit 1 for update`.execute(tx)
      expect(await removed(cleanup(ctx, { dryRun: false }, RETENTION), 'job-runs')).toBe(4)
    })
    expect(await left()).toBe(1)
  })
})

describe('a task that fails', () => {
  it('keeps none of the others from its work, and is told of in the end', async () => {
    await runs(3, OLD)
    const archive = { ...ctx.archive, days: () => Promise.reject(new Error('disk on fire')) }
    await expect(cleanup({ ...ctx, archive }, { dryRun: false }, RETENTION)).rejects.toThrow(
      'raw-documents: disk on fire',
    )
    expect(await left()).toBe(0)
  })
})

describe('the limit of a retention', () => {
  const daysBefore = (days: number, offsetMs = 0) =>
    new Date(NOW.getTime() - days * 86_400_000 + offsetMs).toISOString()

  it('keeps a row of exactly that age, and removes an older one', async () => {
    await runs(1, daysBefore(RETENTION.jobRunDays))
    await runs(2, daysBefore(RETENTION.jobRunDays, -1))
    expect(await removed(cleanup(ctx, { dryRun: false }, RETENTION), 'job-runs')).toBe(2)
  })

  it('keeps the whole day on which it lies', async () => {
    const { archive, codec } = harness.infra
    const hash = codec.sha256(Uint8Array.of(1))
    for (const day of ['2026-05-01', '2026-05-02', '2026-05-03']) {
      await archive.put({ day, hash }, codec.compress(Uint8Array.of(1)))
    }
    const noon = { ...ctx, clock: { now: () => new Date('2026-06-01T12:00:00Z') } }
    expect(await removed(cleanup(noon, { dryRun: false }, RETENTION), 'raw-documents')).toBe(1)
    expect(await archive.days()).toEqual(['2026-05-02', '2026-05-03'])
  })

  it('reports each task in its order, with the time it took', async () => {
    const { tasks } = await cleanup(ctx, { dryRun: false }, RETENTION)
    expect(tasks.map(({ task }) => task)).toEqual([
      'raw-documents',
      'rejected-documents',
      'job-runs',
      'interactions',
      'import-files',
      'import-runs',
      'stock-reservations',
      'carts',
      'wishlists',
      'notifications',
      'recent-texts',
      'feed-snapshots',
      'guest-sessions',
      'sessions',
      'mailed-tokens',
      'idempotency-keys',
      'guests',
    ])
    for (const { durationMs } of tasks) expect(Number.isInteger(durationMs)).toBe(true)
  })
})
