/** How the documents of a file are told apart: one a line, or the whole file is one. */
export type DocumentFormat = 'ndjson' | 'json'

/** A file to take in. */
export interface MatchFile {
  /** Absolute. */
  readonly path: string
  /** As people and the quarantine list read it. */
  readonly origin: string
  readonly format: DocumentFormat
  /** On disk, compressed or not. */
  readonly bytes: number
  readonly modifiedMs: number
}

const COMPRESSED = /\.(gz|zst)$/i
const FORMATS: readonly (readonly [RegExp, DocumentFormat])[] = [
  [/\.json$/i, 'json'],
  [/\.(ndjson|jsonl)$/i, 'ndjson'],
]

/** By the name without `.gz` or `.zst`; null when the name does not say. */
export function formatOf(name: string): DocumentFormat | null {
  const inner = name.replace(COMPRESSED, '')
  const known = FORMATS.find(([pattern]) => pattern.test(inner))
  return known === undefined ? null : known[1]
}

/** The path that stands for standard input. */
export const STDIN = '-'
