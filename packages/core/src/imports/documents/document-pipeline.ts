import type { Ctx } from '../../context.ts'
import type { Pipeline } from '../pipeline.ts'
import type { FileHead } from '../read/read-header.ts'
import type { RunSession } from '../runs/run-session.ts'
import type { DocumentDataset } from './document-dataset.ts'
import { type DocumentBatch, DocumentLoader } from './document-loader.ts'
import { DocumentWriter } from './document-writer.ts'
import { findRefused } from './refused-queries.ts'
import { MAX_WAITING, Waiting } from './waiting.ts'

export interface DocumentPipelineOptions {
  readonly dataset: DocumentDataset
  readonly head: FileHead
}

/** From the text of a file to products. */
export async function documentPipeline(
  ctx: Ctx,
  session: RunSession,
  { dataset, head }: DocumentPipelineOptions,
): Promise<Pipeline<DocumentBatch>> {
  const { connection, run, counts } = session
  const waiting = new Waiting(await findRefused(connection.db, run.id, MAX_WAITING.documents))
  const loader = new DocumentLoader({
    dataset,
    head,
    waiting,
    codec: ctx.codec,
    runId: run.id,
    rowsDone: counts.rowsRead,
  })
  const writer = new DocumentWriter(ctx, { session, waiting, createIds: dataset.keepsIds })
  return {
    take: (text) => loader.take(text),
    finish: () => loader.finish(),
    write: (batch) => writer.write(batch),
    end: () => writer.end(),
  }
}
