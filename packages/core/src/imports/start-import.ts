import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError, isAppError } from '../errors.ts'
import { enqueue } from '../outbox/index.ts'
import type { ImportSource } from '../ports/import-folder.ts'
import type { DatasetName, ImportKind, StartImportInput, startImportOutput } from './contract.ts'
import { IdIndex } from './ids/id-index.ts'
import { openImport } from './open-import.ts'
import { findUnfinished, insertRun, requeueRun } from './runs/run-queries.ts'
import { toRun } from './runs/to-run.ts'

/**
 * Asks for the import of a file of the folder for imports. The same file again, unless it is done, goes on
 * where it is. Throws NOT_FOUND when there is no such file, BAD_INPUT when it holds nothing of that kind,
 * UNAUTHENTICATED or FORBIDDEN without the scope `imports:write`.
 */
export async function startImport(
  ctx: Ctx,
  { file, kind, dryRun }: StartImportInput,
): Promise<z.output<typeof startImportOutput>> {
  requireScope(ctx.actor, 'imports:write')
  const source = await ctx.importFolder.find(file)
  if (source === null) {
    throw new AppError('NOT_FOUND', { fields: [{ pointer: '/file', message: 'no such file' }] })
  }
  const dataset = await datasetOf(source, kind)
  const { fingerprint, bytes } = source
  const run = await transact(ctx.db, async (tx) => {
    const unfinished = dryRun ? undefined : await findUnfinished(tx, { dataset, fingerprint })
    const row =
      unfinished === undefined
        ? await insertRun(tx, {
            dataset,
            file,
            fingerprint,
            dryRun,
            state: 'queued',
            bytesTotal: bytes,
          })
        : await requeueRun(tx, unfinished.id)
    await enqueue(tx, 'catalog.import', { runId: row.id })
    return row
  })
  return { run: toRun(run) }
}

/** Nothing but the file is looked at: whatever goes wrong is wrong with it. */
async function datasetOf(source: ImportSource, kind: ImportKind): Promise<DatasetName> {
  try {
    const { dataset, close } = await openImport(source, { kind, index: new IdIndex() })
    await close()
    return dataset
  } catch (cause) {
    if (isAppError(cause)) throw cause
    // What the system says of it may hold where the folder is.
    const message = 'cannot be read: it is cut off, or not what its compression says'
    throw new AppError('BAD_INPUT', { fields: [{ pointer: '/file', message }], cause })
  }
}
