import type { Ctx } from '../../context.ts'
import type { Detected } from '../datasets/detect-dataset.ts'
import type { RowDataset } from '../datasets/row-dataset.ts'
import { type IdIndex, type KnownIds, readDefaults, readHidden } from '../ids/id-index.ts'
import { IdSet } from '../ids/id-set.ts'
import type { Pipeline } from '../pipeline.ts'
import type { FileHead } from '../read/read-header.ts'
import type { RunSession } from '../runs/run-session.ts'
import type { Batch } from './batch.ts'
import { finishRows } from './finish-rows.ts'
import { RowLoader } from './row-loader.ts'
import type { Surroundings } from './row-sorter.ts'
import { RowWriter } from './row-writer.ts'

export interface RowPipelineOptions extends Detected {
  readonly head: FileHead
  readonly index: IdIndex
}

/** From the text of a file to the rows of a table. */
export async function rowPipeline(
  ctx: Ctx,
  session: RunSession,
  { dataset, positions, head, index }: RowPipelineOptions,
): Promise<Pipeline<Batch>> {
  const { connection, run } = session
  const touched = new IdSet()
  const loader = new RowLoader({
    dataset,
    positions,
    head,
    touched,
    runId: run.id,
    batchRows: session.batchRows,
    surroundings: await readSurroundings(session, dataset, index),
    rowsDone: session.counts.rowsRead,
  })
  const writer = new RowWriter({
    connection,
    dataset,
    runId: run.id,
    dryRun: run.dry_run,
    onWritten: (tx, counts) => session.record(tx, counts),
  })
  await writer.open()
  return {
    take: (text) => loader.take(text),
    finish: () => loader.finish(),
    async write(batch) {
      for (const id of await writer.write(batch)) touched.add(id)
      session.settle()
      loader.giveBack(batch)
    },
    async end() {
      if (run.dry_run) return
      const { inserted, updated } = session.counts
      await finishRows(ctx, dataset, { touched, changedRows: inserted + updated })
    },
  }
}

async function readSurroundings(
  { connection }: RunSession,
  dataset: RowDataset,
  index: IdIndex,
): Promise<Surroundings> {
  const known = await index.of(connection, dataset.table)
  const parents: Record<string, KnownIds> = {}
  for (const [column, table] of Object.entries(dataset.parents)) {
    parents[column] = await index.of(connection, table)
  }
  const defaults = dataset.isDefault === undefined ? new IdSet() : await readDefaults(connection)
  const { ofVisible } = dataset.counts ?? {}
  const hidden =
    ofVisible === undefined ? new IdSet() : await readHidden(connection, ofVisible.table)
  return { known, parents, defaults, hidden }
}
