import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError, isAppError } from '../errors.ts'
import { enqueue } from '../outbox/index.ts'
import type { ImportSource } from '../ports/import-folder.ts'
import { type ImportRun, kindOf, type runImportInput } from './contract.ts'
import { importFile } from './import-file.ts'
import type { RunRow } from './runs/run-counts.ts'
import { endRun, findRun } from './runs/run-queries.ts'
import { toRun } from './runs/to-run.ts'

/** After so long the rest is another job's, milliseconds: a job may take a quarter of an hour. */
const SLICE_MS = 600_000

/**
 * Works on an import that `startImport` asked for: from where it is, to its end or for ten minutes, after
 * which it asks for the rest. An import that is done stays as it is. Throws IMPORT_NOT_FOUND; UNAVAILABLE
 * while somebody else imports the same dataset; and what the import fails with.
 */
export async function runImport(
  ctx: Ctx,
  { runId }: z.output<typeof runImportInput>,
): Promise<Pick<ImportRun, 'state' | 'rowsRead'>> {
  requireScope(ctx.actor, 'imports:write')
  const run = await findRun(ctx.db, runId)
  if (run === undefined) throw new AppError('IMPORT_NOT_FOUND')
  if (run.state === 'done') return toRun(run)
  const source = await ctx.importFolder.find(run.file)
  if (source === null || source.fingerprint !== run.fingerprint) return endChanged(ctx, run, source)
  const slice = AbortSignal.timeout(SLICE_MS)
  const signal = ctx.signal === undefined ? slice : AbortSignal.any([ctx.signal, slice])
  const after = await importPatiently({ ...ctx, signal }, { source, run })
  ctx.signal?.throwIfAborted()
  if (after.state === 'stopped') await enqueue(ctx.db, 'catalog.import', { runId })
  return after
}

/** A file that has gone, or is another one now, will not come back by waiting. */
async function endChanged(ctx: Ctx, run: RunRow, source: ImportSource | null): Promise<ImportRun> {
  const what = source === null ? 'is not there any more' : 'has changed since'
  const error = `The file ${run.file} ${what}`
  return toRun(await endRun(ctx.db, run.id, { state: 'failed', error }))
}

async function importPatiently(
  ctx: Ctx,
  { source, run }: { readonly source: ImportSource; readonly run: RunRow },
): Promise<ImportRun> {
  try {
    return await importFile(ctx, { source, kind: kindOf(run.dataset), runId: run.id })
  } catch (cause) {
    if (!isAppError(cause, 'IMPORT_RUNNING')) throw cause
    // Trying again later is the remedy.
    throw new AppError('UNAVAILABLE', { message: cause.message, cause })
  }
}
