import { type OpenFile, openFile, openStream, UnreadableFileError } from '@loadout/infra'
import { surroundings } from '../surroundings.ts'
import type { IngestTarget } from './ingest-target.ts'
import type { Journal } from './journal.ts'
import { type MatchFile, STDIN } from './match-file.ts'
import { LineSegments, type Position } from './segments.ts'
import type { Tally } from './tally.ts'

export interface ImportRun {
  readonly target: IngestTarget
  readonly journal: Journal
  readonly tally: Tally
  /** Once aborted, a file ends at its next line and is gone on with another time. */
  readonly signal: AbortSignal
}

/** Work that a kill may cost: at 300 KB a document about a second of parsing. */
const SEGMENT_BYTES = 64 * 1024 * 1024

/**
 * Takes in one file from where the journal says. A file that cannot be read to its end is noted and
 * fails nobody else; what was read of it stays.
 */
export async function importFile(run: ImportRun, file: MatchFile): Promise<void> {
  const { journal, tally } = run
  const from = journal.progressOf(file)
  if (from === 'done') return
  let counted = 0
  const onBytes = (bytes: number) => {
    counted += bytes
    tally.bytes += bytes
  }
  try {
    const input = await (file.path === STDIN
      ? openStream(surroundings().stdin, { onBytes })
      : openFile(file.path, { offset: from.offset, onBytes }))
    const complete = await importers[file.format](run, file, { ...input, from })
    if (!complete) return
    await journal.record(file, 'done')
    tally.files += 1
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) {
      tally.bytes -= counted // It may be tried again.
      throw error
    }
    tally.unreadable.push({ origin: file.origin, message: error.message })
  }
}

type Input = OpenFile & { readonly from: Position }

const importers = { json: importDocument, ndjson: importLines }

async function importDocument(
  { target, tally }: ImportRun,
  { origin, format }: MatchFile,
  { chunks }: Input,
): Promise<true> {
  await target.ingest({ chunks, origin, format, onReport: tally.stream(origin) })
  return true
}

/** Whether the file was read to its end. A compressed file can be gone on with from its start only. */
async function importLines(
  { target, tally, journal, signal }: ImportRun,
  file: MatchFile,
  { compression, chunks, from }: Input,
): Promise<boolean> {
  const { origin, format } = file
  const resumable = compression === 'none'
  const maxBytes = resumable ? SEGMENT_BYTES : Number.POSITIVE_INFINITY
  const segments = new LineSegments(chunks, { maxBytes, from, signal })
  try {
    while (!segments.ended && !signal.aborted) {
      const onReport = tally.stream(origin)
      await target.ingest({ chunks: segments.next(), origin, format, onReport })
      if (resumable && !segments.ended) await journal.record(file, segments.position)
    }
  } finally {
    await segments.close()
  }
  return segments.ended
}
