import type { Kysely } from 'kysely'
import { type SaveOutcome, saveProducts } from '../../catalog/index.ts'
import type { Ctx } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { transact } from '../../db/transaction.ts'
import { RejectLog } from '../load/reject-log.ts'
import type { Pipeline } from '../pipeline.ts'
import type { BatchCounts } from '../runs/run-counts.ts'
import type { RunSession } from '../runs/run-session.ts'
import type { DocumentDataset } from './document-dataset.ts'
import {
  type DocumentBatch,
  DocumentLoader,
  type DocumentLoaderOptions,
} from './document-loader.ts'

/** From the text of a file to products. */
export async function documentPipeline(
  ctx: Ctx,
  session: RunSession,
  options: Pick<DocumentLoaderOptions, 'dataset' | 'head'>,
): Promise<Pipeline<DocumentBatch>> {
  const { connection, run, counts } = session
  const loader = new DocumentLoader({ ...options, runId: run.id, rowsDone: counts.rowsRead })
  const save = (tx: Kysely<Database>, batch: DocumentBatch) =>
    saveBatch(ctx, tx, { batch, runId: run.id, dataset: options.dataset })
  return {
    take: (text) => loader.take(text),
    finish: () => loader.finish(),
    async write(batch) {
      const foreseen = run.dry_run ? await undone(connection.db, (tx) => save(tx, batch)) : null
      await transact(connection.db, async (tx) => {
        await session.record(tx, foreseen ?? (await save(tx, batch)))
      })
      session.settle()
    },
    async end() {},
  }
}

interface SaveOptions {
  readonly batch: DocumentBatch
  readonly dataset: DocumentDataset
  readonly runId: number
}

async function saveBatch(
  ctx: Ctx,
  tx: Kysely<Database>,
  { batch, dataset, runId }: SaveOptions,
): Promise<BatchCounts> {
  const outcomes = await saveProducts(
    ctx,
    tx,
    batch.documents.map(({ document }) => document),
    { createIds: dataset.keepsIds },
  )
  const count = (outcome: SaveOutcome['outcome']) =>
    outcomes.filter((one) => one.outcome === outcome).length
  return {
    rowsRead: batch.rowsRead,
    bytesRead: batch.bytesRead,
    inserted: count('inserted'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    adjusted: 0,
    rejects: [batch.rejects, refused(runId, batch, outcomes)],
  }
}

function refused(
  runId: number,
  { documents }: DocumentBatch,
  outcomes: readonly SaveOutcome[],
): RejectLog {
  const log = new RejectLog(runId)
  for (const [index, { place }] of documents.entries()) {
    const outcome = outcomes[index]
    if (outcome?.outcome !== 'refused') continue
    const { code, field } = outcome.refusal
    const column = field.pointer.replace(/^\//, '')
    log.add({ ...place, code: 'REFUSED', column, detail: `${code}: ${field.message}` })
  }
  return log
}

/** What a transaction comes to that is taken back. */
async function undone<Result>(
  db: Kysely<Database>,
  work: (tx: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  const tx = await db.startTransaction().execute()
  try {
    return await work(tx)
  } finally {
    await tx.rollback().execute()
  }
}
