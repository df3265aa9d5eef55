import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { BatchQueue } from './batch-queue.ts'
import type { IngestOutcome, IngestReport } from './contract.ts'
import { EXCLUSION_MESSAGES } from './exclusion-messages.ts'
import type { PreparedDocument, RawDocument } from './prepared-document.ts'
import { requireSource } from './require-source.ts'
import { splitLines, wholeDocument } from './split-lines.ts'
import { storePrepared } from './store-prepared.ts'

export interface IngestStreamInput {
  readonly chunks: AsyncIterable<Uint8Array>
  /** Name of one of the game's sources, or `auto`. */
  readonly source: string
  /** File name or transport, kept with rejected documents. */
  readonly origin: string
  /** `ndjson` (default): one document a line. `json`: the whole stream is one document. */
  readonly format?: 'ndjson' | 'json'
  /** Called after each stored batch, with the counts so far. */
  readonly onProgress?: (report: Readonly<IngestReport>) => void
}

/** Raw bytes waiting to be parsed: the memory one stream may hold. */
const RAW_CAPACITY_BYTES = 16 * 1024 * 1024
/** Documents per message to a worker thread: enough to hide the hand-over, few enough to spread. */
const PREPARE_BATCH = 8
/** Parsed documents waiting to be stored, and stored per transaction. */
const STORE_BATCH = 64
/** Rejected lines that are named one by one; all of them are counted. */
const MAX_NAMED = 1000

/**
 * Takes in a stream of documents with bounded memory: splitting, parsing (in parallel) and storing
 * overlap, and batches grow while the database is busy. A bad line never fails the rest. When the
 * stream itself breaks, what was read before is stored and the error is thrown. Throws BAD_INPUT when
 * the first 1,000 lines are no JSON: then it is another format.
 * Throws BAD_INPUT for a source the game does not have; UNAUTHENTICATED or FORBIDDEN without the scope
 * `matches:write`.
 */
export async function ingestStream(ctx: Ctx, input: IngestStreamInput): Promise<IngestReport> {
  requireScope(ctx.actor, 'matches:write')
  requireSource(ctx.game, input.source)
  const raw = new BatchQueue<RawDocument>(RAW_CAPACITY_BYTES, (document) => document.bytes.length)
  const prepared = new BatchQueue<PreparedDocument>(STORE_BATCH * 2, () => 1)
  const report: IngestReport = {
    accepted: 0,
    duplicate: 0,
    excluded: 0,
    quarantined: 0,
    rejected: [],
  }
  const queues = [raw, prepared]

  const reading = readInto(raw, input)
  const preparing = prepareAll(ctx, input.source, { raw, prepared })
  const storing = storeAll(ctx, prepared, async (documents) => {
    const outcomes = await storePrepared(ctx, documents, {
      source: input.source,
      origin: input.origin,
    })
    for (const [index, outcome] of outcomes.entries()) {
      addToReport(report, documents[index]?.line ?? 0, outcome)
    }
    input.onProgress?.(report)
    if (holdsNoJson(report)) throw new AppError('BAD_INPUT', { message: NO_JSON_MESSAGE })
  })
  const failOthers = (error: unknown) => {
    for (const queue of queues) queue.fail(error)
    throw error
  }
  const [read] = await Promise.all([
    reading,
    preparing.catch(failOthers),
    storing.catch(failOthers),
  ])
  if (read.error !== null) throw read.error
  report.rejected.sort((a, b) => a.line - b.line)
  return report
}

const NO_JSON_MESSAGE = `None of the first ${MAX_NAMED} lines is JSON: send one document a line, not pretty-printed, and name its encoding`

/** A pretty-printed or compressed body would else become a quarantined document per line of noise. */
function holdsNoJson({ accepted, duplicate, excluded, rejected }: IngestReport): boolean {
  if (accepted + duplicate + excluded > 0 || rejected.length < MAX_NAMED) return false
  return rejected.every(({ code }) => code === 'INVALID_JSON' || code === 'INVALID_UTF8')
}

/** A broken stream ends the reading, not the work on what was read. */
async function readInto(
  raw: BatchQueue<RawDocument>,
  input: IngestStreamInput,
): Promise<{ readonly error: unknown }> {
  try {
    const documents =
      input.format === 'json' ? wholeDocument(input.chunks) : splitLines(input.chunks)
    for await (const document of documents) await raw.push(document)
    return { error: null }
  } catch (error) {
    return { error }
  } finally {
    raw.close()
  }
}

async function prepareAll(
  ctx: Ctx,
  source: string,
  queues: {
    readonly raw: BatchQueue<RawDocument>
    readonly prepared: BatchQueue<PreparedDocument>
  },
): Promise<void> {
  const lane = async () => {
    for (
      let batch = await queues.raw.take(PREPARE_BATCH);
      batch.length > 0;
      batch = await queues.raw.take(PREPARE_BATCH)
    ) {
      ctx.signal?.throwIfAborted()
      for (const document of await ctx.preparer.prepare(batch, source))
        await queues.prepared.push(document)
    }
  }
  // One lane more than can compute, so that the next batch is ready when a thread is.
  await Promise.all(Array.from({ length: ctx.preparer.parallelism + 1 }, lane))
  queues.prepared.close()
}

async function storeAll(
  ctx: Ctx,
  prepared: BatchQueue<PreparedDocument>,
  store: (documents: readonly PreparedDocument[]) => Promise<void>,
): Promise<void> {
  for (
    let batch = await prepared.take(STORE_BATCH);
    batch.length > 0;
    batch = await prepared.take(STORE_BATCH)
  ) {
    ctx.signal?.throwIfAborted()
    await store(batch)
  }
}

function addToReport(report: IngestReport, line: number, outcome: IngestOutcome): void {
  report[outcome.outcome] += 1
  if (outcome.outcome !== 'excluded' && outcome.outcome !== 'quarantined') return
  if (report.rejected.length >= MAX_NAMED) return
  report.rejected.push(
    outcome.outcome === 'excluded'
      ? {
          line,
          outcome: 'excluded',
          code: outcome.reason,
          pointer: '',
          message: EXCLUSION_MESSAGES[outcome.reason],
        }
      : {
          line,
          outcome: 'quarantined',
          code: outcome.code,
          pointer: outcome.pointer,
          message: outcome.message,
        },
  )
}
