import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import type { BulkConnection } from '../ports/bulk-loader.ts'
import type { ImportSource } from '../ports/import-folder.ts'
import type { ImportKind, ImportRun } from './contract.ts'
import { IdIndex } from './ids/id-index.ts'
import { BATCH_ROWS } from './load/batch.ts'
import { WriteQueue } from './load/write-queue.ts'
import { type OpenImport, openImport } from './open-import.ts'
import type { RunCounts, RunRow } from './runs/run-counts.ts'
import {
  closeLostRuns,
  endRun,
  findUnfinished,
  insertRun,
  lockDataset,
  resumeRun,
} from './runs/run-queries.ts'
import { RunSession } from './runs/run-session.ts'
import { toRun } from './runs/to-run.ts'

export interface ImportFileInput {
  readonly source: ImportSource
  /** Null: anything that is known. */
  readonly kind: ImportKind | null
  /** Only counts what would become of each row. What is rejected is kept nevertheless. */
  readonly dryRun?: boolean
  /** Begins anew, whatever an interrupted import has done. */
  readonly restart?: boolean
  /** The run that was made for it; left out, the interrupted one of the same file goes on, or a new one begins. */
  readonly runId?: number
  /** Shared by the files of one import, so that each table is looked through once. */
  readonly index?: IdIndex
  /** Rows that are written in one transaction, at most. */
  readonly batchRows?: number
  readonly onProgress?: (run: RunProgress) => void
}

export interface RunProgress extends RunCounts {
  readonly dataset: string
  /** Read from the file, which is ahead of what is written. */
  readonly bytesAhead: number
}

/**
 * Imports one file, or goes on with it where it was interrupted. A row that cannot be taken is put into
 * quarantine and fails no other. Memory does not grow with the file. When `ctx.signal` is aborted, the run
 * stops behind the batch that is being written, and is returned as `stopped`. Throws BAD_INPUT when the file
 * holds nothing of that kind, IMPORT_RUNNING when somebody imports the same dataset, UNAUTHENTICATED or
 * FORBIDDEN without the scope `imports:write`, and what the file or the database fail with: then the run is
 * `failed`, and can be gone on with.
 */
export async function importFile(ctx: Ctx, input: ImportFileInput): Promise<ImportRun> {
  requireScope(ctx.actor, 'imports:write')
  const { source, kind, index = new IdIndex() } = input
  const file = await openImport(source, { kind, index })
  try {
    return await ctx.bulk.connect(async (connection) => {
      if (!(await lockDataset(connection.db, file.dataset))) throw new AppError('IMPORT_RUNNING')
      return toRun(await runFile(ctx, input, { file, connection }))
    })
  } finally {
    await file.close()
  }
}

interface Opened {
  readonly file: OpenImport
  readonly connection: BulkConnection
}

async function runFile(
  ctx: Ctx,
  input: ImportFileInput,
  { file, connection }: Opened,
): Promise<RunRow> {
  const run = await beginRun(ctx, input, file)
  const session = new RunSession(connection, run, {
    batchRows: input.batchRows ?? BATCH_ROWS,
    onProgress(counts) {
      input.onProgress?.({ ...counts, dataset: file.dataset, bytesAhead: file.bytesRead() })
    },
  })
  try {
    const isWhole = await loadFile(ctx, session, file)
    return await endRun(ctx.db, run.id, { state: isWhole ? 'done' : 'stopped' })
  } catch (error) {
    // Whoever asked to stop is told so, and not that something failed because of it.
    const isStop = ctx.signal?.aborted === true
    const ended = await endRun(ctx.db, run.id, {
      state: isStop ? 'stopped' : 'failed',
      ...(isStop ? {} : { error: error instanceof Error ? error.message : String(error) }),
    })
    if (isStop) return ended
    throw error
  }
}

async function beginRun(ctx: Ctx, input: ImportFileInput, file: OpenImport): Promise<RunRow> {
  const { source, dryRun = false, restart = false, runId } = input
  const { dataset } = file
  await closeLostRuns(ctx.db, dataset)
  if (runId !== undefined) return resumeRun(ctx.db, runId)
  const { fingerprint } = source
  const unfinished =
    dryRun || restart ? undefined : await findUnfinished(ctx.db, { dataset, fingerprint })
  if (unfinished !== undefined) return resumeRun(ctx.db, unfinished.id)
  return insertRun(ctx.db, {
    dataset,
    file: source.name,
    fingerprint,
    state: 'running',
    dryRun,
    bytesTotal: source.bytes,
  })
}

/** Whether it came to the end of the file. */
async function loadFile(ctx: Ctx, session: RunSession, file: OpenImport): Promise<boolean> {
  const pipeline = await file.openPipeline(ctx, session)
  const queue = new WriteQueue(pipeline.write)
  // False: it is to stop.
  const add = async (batches: ReturnType<typeof pipeline.take>) => {
    for (const batch of batches) {
      if (ctx.signal?.aborted) return false
      batch.bytesRead = file.bytesRead()
      await queue.add(batch)
    }
    return ctx.signal?.aborted !== true
  }
  try {
    for await (const piece of file.pieces) if (!(await add(pipeline.take(piece)))) return false
    if (!(await add(pipeline.finish()))) return false
  } finally {
    await queue.end()
  }
  await pipeline.end()
  return true
}
