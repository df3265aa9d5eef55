import type { Ctx } from '../context.ts'
import type { RunSession } from './runs/run-session.ts'

export interface PipelineBatch {
  /** Of the file as it is stored. */
  bytesRead: number
}

/** Makes batches of the text of a file, and writes them. */
export interface Pipeline<Batch extends PipelineBatch> {
  /** Takes what comes next; nothing in it waits for anything. */
  take(text: string): Iterable<Batch>
  /** At the end of the file. */
  finish(): Iterable<Batch>
  write(batch: Batch): Promise<void>
  /** When all batches are written. */
  end(): Promise<void>
}

/** Opens the pipeline of a file. */
export type OpenPipeline = (ctx: Ctx, session: RunSession) => Promise<Pipeline<PipelineBatch>>
