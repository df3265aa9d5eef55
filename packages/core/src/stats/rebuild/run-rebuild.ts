import type { Ctx } from '../../context.ts'
import type { JobInput, JobResult } from '../../jobs/catalogue.ts'
import { enqueue } from '../../outbox/index.ts'
import { addShards } from './add-shards.ts'
import { auditVersion } from './audit-version.ts'
import { type BuildRow, countShards, deleteOldShards, runningBuild } from './build-queries.ts'
import { dropVersions, retireAbandoned } from './drop-versions.ts'
import { catchUp } from './settle.ts'
import { switchPatch, switchVersion } from './switch-version.ts'
import { abandonedVersions, dueVersions } from './version-queries.ts'

/** What one run of the job may take: then it asks for the next one, behind the other jobs of its queue. */
const RUN_MS = 60_000

/**
 * Carries on with the rebuild or audit that runs, and clears away what earlier ones have left. A wake-up
 * without content: all state is in the database, and a run that is killed is taken up by the next one.
 */
export async function runRebuild(
  ctx: Ctx,
  _input: JobInput<'stats.rebuild'>,
): Promise<JobResult<'stats.rebuild'>> {
  const deadline = performance.now() + RUN_MS
  const build = await runningBuild(ctx.db)
  const shards = build === undefined ? 0 : await addShards(ctx, build, deadline)
  const finished = build !== undefined && (await finish(ctx, build))
  await retireAbandoned(ctx)
  const deleted = await dropVersions(ctx, deadline)
  await deleteOldShards(ctx.db)
  await wakeRebuild(ctx)
  return { shards, finished, deleted }
}

/** Asks for a run when there is work for one; also by the clock, for what a lost Redis forgot. */
export async function wakeRebuild(ctx: Ctx): Promise<JobResult<'stats.rebuildSweep'>> {
  const woken =
    (await runningBuild(ctx.db)) !== undefined ||
    (await abandonedVersions(ctx.db)).length > 0 ||
    (await dueVersions(ctx.db, ctx.clock.now())).length > 0
  if (woken) await enqueue(ctx.db, 'stats.rebuild', {})
  return { woken }
}

/** The last step, once all shards are done. */
async function finish(ctx: Ctx, build: BuildRow): Promise<boolean> {
  const { done, total } = await countShards(ctx.db, build.id)
  const isRunning = (await runningBuild(ctx.db))?.id === build.id
  if (done < total || !isRunning) return false
  await catchUp(ctx, build)
  if (build.purpose === 'audit') return await auditVersion(ctx, build)
  return build.patch_key === null
    ? await switchVersion(ctx, build)
    : await switchPatch(ctx, build, build.patch_key)
}
