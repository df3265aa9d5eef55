import type { Ctx } from '../context.ts'
import { KEPT_HOURS } from '../idempotency/index.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { forgetGuests } from './forget-guests.ts'
import {
  countAbandonedLines,
  countLostWishes,
  deleteAbandonedLines,
  deleteLostWishes,
} from './guest-queries.ts'
import { countExpired, deleteExpired, deleteOldRejects, type ExpiringTable } from './queries.ts'

/** How long things are kept, in days. */
export interface Retention {
  readonly rawDays: number
  readonly rejectedDays: number
  readonly jobRunDays: number
  readonly interactionDays: number
  readonly cartDays: number
  readonly notificationDays: number
}

/** Rows per delete: each is its own short transaction, so that no lock is held for long. */
const BATCH = 1000
const DAY_MS = 86_400_000

/** Sessions are kept for a day after they end: nobody whose account goes can still be on the way in. */
const SESSION_DAYS = 1

/** Only the last minute counts. */
const RECENT_TEXT_DAYS = 1
/** Their cursors are over within the hour. */
const SNAPSHOT_DAYS = 1

interface Task {
  readonly task: string
  readonly run: () => Promise<number>
}

/** Removes what is past its retention and reports per task what that was; with `dryRun` it only counts. */
export async function cleanup(
  ctx: Ctx,
  input: JobInput<'ops.cleanup'>,
  retention: Retention,
): Promise<JobResult<'ops.cleanup'>> {
  const before = (days: number) => new Date(ctx.clock.now().getTime() - days * DAY_MS)
  const rows = (table: ExpiringTable, days: number) => () =>
    input.dryRun
      ? countExpired(ctx.db, table, before(days))
      : inBatches(ctx, (limit) => deleteExpired(ctx.db, table, { before: before(days), limit }))
  const tasks: readonly Task[] = [
    {
      task: 'raw-documents',
      run: () => removeRawDays(ctx, before(retention.rawDays), input.dryRun),
    },
    { task: 'rejected-documents', run: rows('rejected_document', retention.rejectedDays) },
    { task: 'job-runs', run: rows('job_run', retention.jobRunDays) },
    { task: 'interactions', run: rows('interaction', retention.interactionDays) },
    {
      task: 'import-files',
      run: () => ctx.importFolder.prune(before(retention.rejectedDays), { dryRun: input.dryRun }),
    },
    {
      task: 'import-runs',
      run: () => removeRuns(ctx, before(retention.rejectedDays), input.dryRun),
    },
    { task: 'stock-reservations', run: rows('stock_reservation', retention.cartDays) },
    { task: 'carts', run: () => removeCarts(ctx, before(retention.cartDays), input.dryRun) },
    { task: 'wishlists', run: () => removeWishes(ctx, before(SESSION_DAYS), input.dryRun) },
    { task: 'notifications', run: rows('notification', retention.notificationDays) },
    { task: 'recent-texts', run: rows('recent_text', RECENT_TEXT_DAYS) },
    { task: 'feed-snapshots', run: rows('feed_snapshot', SNAPSHOT_DAYS) },
    { task: 'guest-sessions', run: rows('guest_session', SESSION_DAYS) },
    { task: 'sessions', run: rows('session', SESSION_DAYS) },
    { task: 'mailed-tokens', run: rows('mailed_token', SESSION_DAYS) },
    { task: 'idempotency-keys', run: rows('idempotency_key', KEPT_HOURS / 24) },
    {
      task: 'guests',
      run: () => forgetGuests(ctx, { before: before(SESSION_DAYS), dryRun: input.dryRun }),
    },
  ]
  const done: JobResult<'ops.cleanup'>['tasks'] = []
  const failures: unknown[] = []
  for (const { task, run } of tasks) {
    const start = performance.now()
    try {
      const removed = await run()
      done.push({ task, removed, durationMs: Math.round(performance.now() - start) })
    } catch (error) {
      // One that fails every day must not keep the others from their work; a stop is for all of them.
      ctx.signal?.throwIfAborted()
      failures.push(
        new Error(`${task}: ${error instanceof Error ? error.message : error}`, { cause: error }),
      )
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
  return { tasks: done }
}

async function inBatches(
  { signal }: Ctx,
  remove: (limit: number) => Promise<number>,
): Promise<number> {
  let removed = 0
  for (let batch = BATCH; batch === BATCH; removed += batch) {
    signal?.throwIfAborted()
    batch = await remove(BATCH)
  }
  return removed
}

/** What an import did not take may be millions of rows: they go first, in batches of their own. */
async function removeRuns(ctx: Ctx, before: Date, dryRun: boolean): Promise<number> {
  if (dryRun) return countExpired(ctx.db, 'import_run', before)
  await inBatches(ctx, (limit) => deleteOldRejects(ctx.db, { before, limit }))
  return inBatches(ctx, (limit) => deleteExpired(ctx.db, 'import_run', { before, limit }))
}

async function removeWishes(ctx: Ctx, before: Date, dryRun: boolean): Promise<number> {
  if (dryRun) return countLostWishes(ctx.db, before)
  return inBatches(ctx, (limit) => deleteLostWishes(ctx.db, { before, limit }))
}

/** Carts that guests have left: nothing in them has changed since. */
async function removeCarts(ctx: Ctx, before: Date, dryRun: boolean): Promise<number> {
  if (dryRun) return countAbandonedLines(ctx.db, before)
  return inBatches(ctx, (limit) => deleteAbandonedLines(ctx.db, { before, limit }))
}

/** Whole days only: the day of the limit itself stays, since some of it is younger than the limit. */
async function removeRawDays(ctx: Ctx, before: Date, dryRun: boolean): Promise<number> {
  const firstKept = before.toISOString().slice(0, 10)
  let removed = 0
  for (const day of await ctx.archive.days()) {
    if (day >= firstKept) continue
    ctx.signal?.throwIfAborted()
    removed += await ctx.archive.removeDay(day, { dryRun })
  }
  return removed
}
