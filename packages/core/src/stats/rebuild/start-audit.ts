import { requireScope } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { isAppError } from '../../errors.ts'
import type { JobInput, JobResult } from '../../jobs/catalogue.ts'
import type { Build } from './contract.ts'
import { presentBuild } from './present-build.ts'
import { startBuild } from './start-build.ts'

/**
 * Has the worker count all roll-ups anew and compare them with those in use, which stay. Throws
 * REBUILD_RUNNING while a rebuild or audit runs; UNAUTHENTICATED or FORBIDDEN without `ops:write`.
 */
export async function startAudit(
  ctx: Ctx,
  options: { readonly shardMatches?: number } = {},
): Promise<Build> {
  requireScope(ctx.actor, 'ops:write')
  const { shardMatches } = options
  const build = await startBuild(ctx, { purpose: 'audit', patchKey: null, shardMatches })
  return presentBuild(ctx, build)
}

/** The nightly audit, unless a rebuild is under way. */
export async function scheduledAudit(
  ctx: Ctx,
  _input: JobInput<'stats.audit'>,
): Promise<JobResult<'stats.audit'>> {
  try {
    const { id } = await startAudit(ctx)
    return { build: id }
  } catch (error) {
    if (isAppError(error, 'REBUILD_RUNNING')) return { build: null }
    throw error
  }
}
