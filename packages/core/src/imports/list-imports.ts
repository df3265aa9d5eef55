import { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor } from '../pagination.ts'
import type { ListImportsInput, listImportsOutput } from './contract.ts'
import { listRuns } from './runs/list-queries.ts'
import { toRun } from './runs/to-run.ts'

const cursorKey = z.tuple([rowId])

/** Imports, the latest first. Throws BAD_CURSOR, UNAUTHENTICATED, FORBIDDEN. */
export async function listImports(
  ctx: Ctx,
  { limit, cursor, ...filters }: ListImportsInput,
): Promise<z.output<typeof listImportsOutput>> {
  requireScope(ctx.actor, 'imports:write')
  const list = { imports: filters }
  const [before] = cursor === undefined ? [null] : decodeCursor(cursor, list, cursorKey)
  const rows = await listRuns(ctx.db, filters, { limit: limit + 1, before })
  const { kept, last } = cutPage(rows, limit)
  return { items: kept.map(toRun), nextCursor: last && encodeCursor(list, [last.id]) }
}
