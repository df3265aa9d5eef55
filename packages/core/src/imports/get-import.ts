import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { ImportRun, importRunInput } from './contract.ts'
import { requireRun } from './require-run.ts'
import { toRun } from './runs/to-run.ts'

/** How far an import is. Throws IMPORT_NOT_FOUND, UNAUTHENTICATED, FORBIDDEN. */
export async function getImport(
  ctx: Ctx,
  { id }: z.output<typeof importRunInput>,
): Promise<ImportRun> {
  requireScope(ctx.actor, 'imports:write')
  return toRun(await requireRun(ctx.db, id))
}
