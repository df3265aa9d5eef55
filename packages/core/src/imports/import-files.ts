import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { isAppError } from '../errors.ts'
import type { ImportSource } from '../ports/import-folder.ts'
import { DATASETS, type DatasetName, type ImportKind, type ImportRun } from './contract.ts'
import { IdIndex } from './ids/id-index.ts'
import { type ImportFileInput, importFile } from './import-file.ts'
import { openImport } from './open-import.ts'

export interface ImportFilesInput extends Omit<ImportFileInput, 'source' | 'index' | 'runId'> {
  readonly sources: readonly ImportSource[]
  /** Before each file that is imported. */
  readonly onFile?: (source: ImportSource) => void
}

export interface ImportFilesReport {
  readonly runs: readonly ImportRun[]
  /** Files that hold nothing of the kind. */
  readonly skipped: readonly string[]
}

/**
 * Imports several files, each after those it builds on, whatever they are called. Ends early, with a run that
 * is `stopped`, when `ctx.signal` is aborted. Throws what `importFile` throws, except for files that hold
 * nothing of the kind: they are skipped, unless there is no other.
 */
export async function importFiles(
  ctx: Ctx,
  { sources, onFile, ...input }: ImportFilesInput,
): Promise<ImportFilesReport> {
  requireScope(ctx.actor, 'imports:write')
  const { found, skipped } = await inOrder(sources, input.kind)
  // Read once for all files: in a dry run, later ones see what earlier ones would have brought.
  const index = new IdIndex()
  const runs: ImportRun[] = []
  for (const source of found) {
    if (ctx.signal?.aborted) break
    onFile?.(source)
    runs.push(await importFile(ctx, { ...input, source, index }))
  }
  return { runs, skipped }
}

interface Found {
  readonly source: ImportSource
  readonly dataset: DatasetName
}

/** Files are looked into to be put in order; one alone, which may be readable only once, is in order. */
async function inOrder(
  sources: readonly ImportSource[],
  kind: ImportKind | null,
): Promise<{ readonly found: readonly ImportSource[]; readonly skipped: readonly string[] }> {
  if (sources.length === 1) return { found: sources, skipped: [] }
  const found: Found[] = []
  const skipped: string[] = []
  for (const source of sources) {
    try {
      const { dataset, close } = await openImport(source, { kind, index: new IdIndex() })
      await close()
      found.push({ source, dataset })
    } catch (error) {
      if (!isAppError(error, 'BAD_INPUT')) throw error
      skipped.push(source.name)
    }
  }
  const rank = ({ dataset }: Found) => DATASETS.indexOf(dataset)
  const sorted = found.toSorted((a, b) => rank(a) - rank(b))
  return { found: sorted.map(({ source }) => source), skipped }
}
