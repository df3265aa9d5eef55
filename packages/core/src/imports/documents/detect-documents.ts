import { IMPORT_KINDS, type ImportKind } from '../contract.ts'
import type { DocumentDataset } from './document-dataset.ts'
import { steam } from './steam.ts'
import { store } from './store.ts'
import { wikipedia } from './wikipedia.ts'

const DATASETS: readonly DocumentDataset[] = [steam, wikipedia, store]

/** The kind of a file of products, by the names of its columns; null when it is none. */
export function detectDocuments(
  header: readonly string[],
  kind: ImportKind | null,
): DocumentDataset | null {
  const wanted: readonly string[] =
    kind === null ? Object.values(IMPORT_KINDS).flat() : IMPORT_KINDS[kind]
  const names = new Set(header.map((name) => name.trim()))
  const fits = ({ name, columns }: DocumentDataset) =>
    wanted.includes(name) && columns.every((column) => names.has(column))
  return DATASETS.find(fits) ?? null
}
