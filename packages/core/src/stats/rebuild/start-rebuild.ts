import type { z } from 'zod'
import { requireScope } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Build, rebuildInput } from './contract.ts'
import { presentBuild } from './present-build.ts'
import { startBuild } from './start-build.ts'

/**
 * Has the worker count all roll-ups anew, or those of one patch, and then put them in the place of those in
 * use. Throws BAD_INPUT for a patch that no match has, REBUILD_RUNNING while another rebuild or audit runs;
 * UNAUTHENTICATED or FORBIDDEN without the scope `ops:write`.
 */
export async function startRebuild(
  ctx: Ctx,
  { patch }: z.output<typeof rebuildInput>,
  options: { readonly shardMatches?: number } = {},
): Promise<Build> {
  requireScope(ctx.actor, 'ops:write')
  const patchKey = patch === undefined ? null : await ctx.dimensions.find('patch', patch)
  if (patch !== undefined && patchKey === null) {
    const fields = [{ pointer: '/patch', message: 'no match has this patch' }]
    throw new AppError('BAD_INPUT', { fields })
  }
  const { shardMatches } = options
  return presentBuild(ctx, await startBuild(ctx, { purpose: 'rebuild', patchKey, shardMatches }))
}
