import type { Kysely } from 'kysely'
import { pointerKeys, type SaveOutcome, saveProducts } from '../../catalog/index.ts'
import type { Ctx } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { transact } from '../../db/transaction.ts'
import { KeySet } from '../ids/key-set.ts'
import { RejectLog } from '../load/reject-log.ts'
import type { BatchCounts } from '../runs/run-counts.ts'
import type { RunSession } from '../runs/run-session.ts'
import { type DocumentBatch, MAX_DOCUMENTS } from './document-loader.ts'
import type { PlacedDocument } from './placed-document.ts'
import { releaseRows } from './refused-queries.ts'
import { lacksBase, type Waiting } from './waiting.ts'

export interface DocumentWriterOptions {
  readonly session: RunSession
  readonly waiting: Waiting
  /** Whether documents say the ids of products that are not there yet. */
  readonly createIds: boolean
}

type Around = Pick<BatchCounts, 'rowsRead' | 'bytesRead' | 'rejects' | 'released'>

/** Saves documents, each batch in one transaction; in a dry run, takes back what it has saved. */
export class DocumentWriter {
  readonly #ctx: Ctx
  readonly #options: DocumentWriterOptions
  /** What a dry run has saved and taken back: later documents may belong to it. */
  readonly #foreseen: KeySet

  constructor(ctx: Ctx, options: DocumentWriterOptions) {
    this.#ctx = ctx
    this.#options = options
    this.#foreseen = new KeySet(ctx.codec)
  }

  async write({ documents, rowsRead, bytesRead, rejects }: DocumentBatch): Promise<void> {
    const around = { rowsRead, bytesRead, rejects: [rejects] }
    for (const [index, saved] of (await this.#save(documents, around)).entries()) {
      const document = documents[index]
      if (document === undefined || saved.outcome !== 'refused') continue
      if (lacksBase(saved.refusal)) this.#options.waiting.add(document)
    }
  }

  /** To be called when everything is written: what waits is tried once more. */
  async end(): Promise<void> {
    const { session, waiting } = this.#options
    for (const documents of waiting.take(MAX_DOCUMENTS)) {
      this.#ctx.signal?.throwIfAborted()
      const { rowsRead, bytesRead } = session.counts
      const released = documents.length
      await this.#save(documents, { rowsRead, bytesRead, rejects: [], released })
    }
  }

  async #save(
    documents: readonly PlacedDocument[],
    around: Around,
  ): Promise<readonly SaveOutcome[]> {
    const { session } = this.#options
    const { connection, run } = session
    const save = (tx: Kysely<Database>) =>
      saveProducts(
        this.#ctx,
        tx,
        documents.map(({ document }) => document),
        { createIds: this.#options.createIds, foreseen: this.#foreseen },
      )
    const tried = run.dry_run ? await undone(connection.db, save) : null
    const saved = await transact(connection.db, async (tx) => {
      const outcomes = tried ?? (await save(tx))
      if (around.released !== undefined) {
        await releaseRows(
          tx,
          run.id,
          documents.map(({ place }) => place.row),
        )
      }
      await session.record(tx, countsOf(run.id, { documents, outcomes, around }))
      return outcomes
    })
    session.settle()
    if (run.dry_run) this.#foresee(documents, saved)
    return saved
  }

  #foresee(documents: readonly PlacedDocument[], outcomes: readonly SaveOutcome[]): void {
    for (const [index, { document }] of documents.entries()) {
      if (outcomes[index]?.outcome === 'refused') continue
      for (const key of pointerKeys(document)) this.#foreseen.add(key)
    }
  }
}

interface Saved {
  readonly documents: readonly PlacedDocument[]
  readonly outcomes: readonly SaveOutcome[]
  readonly around: Around
}

function countsOf(runId: number, { documents, outcomes, around }: Saved): BatchCounts {
  const count = (outcome: SaveOutcome['outcome']) =>
    outcomes.filter((one) => one.outcome === outcome).length
  return {
    ...around,
    inserted: count('inserted'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    adjusted: 0,
    rejects: [...around.rejects, refused(runId, documents, outcomes)],
  }
}

function refused(
  runId: number,
  documents: readonly PlacedDocument[],
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
