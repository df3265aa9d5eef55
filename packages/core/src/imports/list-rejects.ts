import { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { cutPage, decodeCursor, encodeCursor } from '../pagination.ts'
import type { ListRejectsInput, listRejectsOutput } from './contract.ts'
import { requireRun } from './require-run.ts'
import { listRejectRows, toReject } from './runs/list-queries.ts'

const cursorKey = z.tuple([z.int().min(1)])

/**
 * The rows of an import that were not taken, in the order of the file. Throws IMPORT_NOT_FOUND, BAD_CURSOR,
 * UNAUTHENTICATED, FORBIDDEN.
 */
export async function listRejects(
  ctx: Ctx,
  { id, code, limit, cursor }: ListRejectsInput,
): Promise<z.output<typeof listRejectsOutput>> {
  requireScope(ctx.actor, 'imports:write')
  await requireRun(ctx.db, id)
  const list = { rejectsOf: id, code }
  const [after] = cursor === undefined ? [0] : decodeCursor(cursor, list, cursorKey)
  const rows = await listRejectRows(ctx.db, { runId: id, code }, { limit: limit + 1, after })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map(toReject),
    nextCursor: last && encodeCursor(list, [last.row_number]),
  }
}
