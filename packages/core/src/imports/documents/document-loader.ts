import { storeDocumentSchema } from '../../catalog/index.ts'
import type { Codec } from '../../ports/codec.ts'
import type { RejectCode } from '../contract.ts'
import { KeySet } from '../ids/key-set.ts'
import { RejectLog } from '../load/reject-log.ts'
import type { FileHead } from '../read/read-header.ts'
import { cleanTexts } from './clean-texts.ts'
import type { DocumentDataset } from './document-dataset.ts'
import { type DocumentFeed, documentFeed } from './document-feed.ts'
import type { Place, PlacedDocument } from './placed-document.ts'
import type { Waiting } from './waiting.ts'

/** Products that are saved in one transaction. */
export interface DocumentBatch {
  rowsRead: number
  bytesRead: number
  /** Characters that they were read from. */
  size: number
  readonly documents: PlacedDocument[]
  readonly rejects: RejectLog
}

/** Documents that are saved together, at most. */
export const MAX_DOCUMENTS = 500
const MAX_CHARACTERS = 4 * 1024 * 1024

export interface DocumentLoaderOptions {
  readonly dataset: DocumentDataset
  readonly head: FileHead
  readonly runId: number
  /** Rows that an interrupted import has taken care of. */
  readonly rowsDone: number
  /** Those of them that were waiting are put back there. */
  readonly waiting: Waiting
  readonly codec: Pick<Codec, 'sha256'>
}

/** Makes batches of the text of a file. Nothing in it waits for anything. */
export class DocumentLoader {
  readonly #options: DocumentLoaderOptions
  readonly #feed: DocumentFeed
  #batch: DocumentBatch
  #row = 0
  /** Products of the valid rows so far: the first row of each counts. */
  readonly #seen: KeySet

  constructor(options: DocumentLoaderOptions) {
    this.#options = options
    this.#batch = emptyBatch(options.runId)
    this.#feed = documentFeed(options.head)
    this.#seen = new KeySet(options.codec)
  }

  *take(text: string): Generator<DocumentBatch, void, void> {
    this.#feed.reader.push(text)
    yield* this.#read()
  }

  *finish(): Generator<DocumentBatch, void, void> {
    this.#feed.reader.finish()
    yield* this.#read()
    yield this.#cut()
  }

  *#read(): Generator<DocumentBatch, void, void> {
    for (;;) {
      const { reader } = this.#feed
      const result = reader.next()
      if (result === 'more' || result === 'end') return
      this.#row += 1
      if (result === 'row') this.#takeRow()
      else this.#reject(reader.code)
      const { documents, rejects, size } = this.#batch
      const isFull =
        documents.length + rejects.count >= MAX_DOCUMENTS || size + rejects.size >= MAX_CHARACTERS
      if (isFull) yield this.#cut()
    }
  }

  #takeRow(): void {
    const parsed = readDocument(this.#options.dataset.document(this.#feed.fields))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      this.#reject('INVALID_VALUE', issue?.path.join('/'), issue?.message)
      return
    }
    const document = parsed.data
    const key = document.source ?? document.id
    if (key !== undefined && !this.#seen.add(JSON.stringify(key))) {
      this.#reject('DUPLICATE_ID', document.source === undefined ? 'id' : 'source')
      return
    }
    const { waiting } = this.#options
    const place = this.#place()
    if (this.#isDone()) {
      if (waiting.waited(place.row)) waiting.add({ document, place })
      return
    }
    this.#batch.documents.push({ document, place })
    this.#batch.size += place.original.length
  }

  #reject(code: RejectCode, column?: string, detail?: string): void {
    if (this.#isDone()) return
    this.#batch.rejects.add({
      ...this.#place(),
      code,
      column: column ?? null,
      detail: detail ?? null,
    })
  }

  #isDone(): boolean {
    return this.#row <= this.#options.rowsDone
  }

  #place(): Place {
    const { reader } = this.#feed
    return { row: this.#row, line: reader.line, original: reader.original() }
  }

  #cut(): DocumentBatch {
    const batch = this.#batch
    batch.rowsRead = Math.max(this.#row, this.#options.rowsDone)
    this.#batch = emptyBatch(this.#options.runId)
    return batch
  }
}

function emptyBatch(runId: number): DocumentBatch {
  return { rowsRead: 0, bytesRead: 0, size: 0, documents: [], rejects: new RejectLog(runId) }
}

/** Files are forgiven what nobody may send: where a text is refused, what is left of it when it is clean may not be. */
function readDocument(value: unknown) {
  const parsed = storeDocumentSchema.safeParse(value)
  return parsed.success ? parsed : storeDocumentSchema.safeParse(cleanTexts(value))
}
