import { AppError } from '../errors.ts'
import type { ImportSource } from '../ports/import-folder.ts'
import { type DatasetName, IMPORT_KINDS, type ImportKind } from './contract.ts'
import { detectDataset } from './datasets/detect-dataset.ts'
import { detectDocuments } from './documents/detect-documents.ts'
import { documentPipeline } from './documents/document-pipeline.ts'
import type { IdIndex } from './ids/id-index.ts'
import { rowPipeline } from './load/row-pipeline.ts'
import type { OpenPipeline } from './pipeline.ts'
import { decodeText } from './read/decode-text.ts'
import { type FileHead, readHeader } from './read/read-header.ts'

/** A file of which is known what it holds. */
export interface OpenImport {
  readonly dataset: DatasetName
  /** The text behind the header. */
  readonly pieces: AsyncIterable<string>
  /** Of the file as it is stored, so far. */
  bytesRead(): number
  readonly openPipeline: OpenPipeline
  /** Lets the file go, wherever it is. May be called again. */
  close(): Promise<void>
}

export interface OpenImportOptions {
  /** Null: anything that is known. */
  readonly kind: ImportKind | null
  readonly index: IdIndex
}

/** Opens a file and looks at its head. Throws BAD_INPUT when it holds nothing of that kind. */
export async function openImport(
  source: ImportSource,
  { kind, index }: OpenImportOptions,
): Promise<OpenImport> {
  let bytes = 0
  const chunks = source.open((more) => {
    bytes += more
  })
  const text = decodeText(chunks)
  const close = async () => void (await text.return(undefined))
  try {
    const { head, pieces } = await readHeader(text)
    const found = whatIs(head, source.name, { kind, index })
    if (found === null) throw unknown(head, kind)
    return { ...found, pieces, bytesRead: () => bytes, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Found = Pick<OpenImport, 'dataset' | 'openPipeline'>

/** Objects that leave something out are rows only if they are no documents, which have much in common. */
function whatIs(head: FileHead, name: string, options: OpenImportOptions): Found | null {
  const mayOmit = head.format === 'ndjson' && detectDocuments(head.names, null) === null
  return rowsIn(head, name, { ...options, mayOmit }) ?? documentsIn(head, options)
}

function rowsIn(
  head: FileHead,
  fileName: string,
  { kind, index, mayOmit }: OpenImportOptions & { readonly mayOmit: boolean },
): Found | null {
  const rows = detectDataset({ names: head.names, fileName, mayOmit }, kind)
  if (rows === null) return null
  const options = { ...rows, head, index }
  return {
    dataset: rows.dataset.name,
    openPipeline: (ctx, session) => rowPipeline(ctx, session, options),
  }
}

function documentsIn(head: FileHead, { kind }: OpenImportOptions): Found | null {
  const dataset = detectDocuments(head.names, kind)
  if (dataset === null) return null
  return {
    dataset: dataset.name,
    openPipeline: (ctx, session) => documentPipeline(ctx, session, { dataset, head }),
  }
}

function unknown({ names }: FileHead, kind: ImportKind | null): AppError {
  const wanted = kind === null ? 'any file that is known' : IMPORT_KINDS[kind].join(', ')
  return new AppError('BAD_INPUT', {
    message: `The columns (${names.slice(0, 20).join(', ')}) are not those of ${wanted}`,
  })
}
