import type { Ctx } from '../context.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { countExpired, deleteExpired, type ExpiringTable } from './queries.ts'

/** How long things are kept, in days. */
export interface Retention {
  readonly rawDays: number
  readonly rejectedDays: number
  readonly jobRunDays: number
}

/** Rows per delete: each is its own short transaction, so that no lock is held for long. */
const BATCH = 1000
const DAY_MS = 86_400_000

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
    input.dryRun ? countExpired(ctx.db, table, before(days)) : deleteAll(ctx, table, before(days))
  const tasks: readonly Task[] = [
    {
      task: 'raw-documents',
      run: () => removeRawDays(ctx, before(retention.rawDays), input.dryRun),
    },
    { task: 'rejected-documents', run: rows('rejected_document', retention.rejectedDays) },
    { task: 'job-runs', run: rows('job_run', retention.jobRunDays) },
  ]
  const done: JobResult<'ops.cleanup'>['tasks'] = []
  for (const { task, run } of tasks) {
    const start = performance.now()
    const removed = await run()
    done.push({ task, removed, durationMs: Math.round(performance.now() - start) })
  }
  return { tasks: done }
}

async function deleteAll(ctx: Ctx, table: ExpiringTable, before: Date): Promise<number> {
  let removed = 0
  for (let batch = BATCH; batch === BATCH; removed += batch) {
    ctx.signal?.throwIfAborted()
    batch = await deleteExpired(ctx.db, table, { before, limit: BATCH })
  }
  return removed
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
