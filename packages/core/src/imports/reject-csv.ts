import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { requireRun } from './require-run.ts'
import { listRejectRows } from './runs/list-queries.ts'

/** Rows read at a time. */
const PAGE = 1_000

const HEADER = ['file', 'row', 'line', 'column', 'code', 'expected', 'original']

/**
 * The rows of an import that were not taken as CSV (RFC 4180), in the order of the file, a piece at a time.
 * Throws IMPORT_NOT_FOUND, UNAUTHENTICATED, FORBIDDEN.
 */
export async function rejectCsv(
  ctx: Ctx,
  { id }: { readonly id: number },
): Promise<AsyncGenerator<string, void, void>> {
  requireScope(ctx.actor, 'imports:write')
  const { file } = await requireRun(ctx.db, id)
  return pages(ctx, { id, file })
}

async function* pages(
  { db, signal }: Ctx,
  { id, file }: { readonly id: number; readonly file: string },
): AsyncGenerator<string, void, void> {
  yield lineOf(HEADER)
  for (let after = 0; ; ) {
    signal?.throwIfAborted()
    const rows = await listRejectRows(db, { runId: id }, { limit: PAGE, after })
    const lines = rows.map(({ row_number, line, column_name, code, detail, original }) =>
      lineOf([file, row_number, line, column_name, code, detail, original]),
    )
    if (lines.length > 0) yield lines.join('')
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = last.row_number
  }
}

function lineOf(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(value: string | number | null): string {
  const text = String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
