import type { MatchRoot, SourceAdapter } from './source-adapter.ts'

/** A recognised document: its source and where the match begins in it. */
export interface DetectedSource extends MatchRoot {
  readonly source: SourceAdapter
}

/** Asks every source; null when none or two of them know the document. */
export function detectSource(
  sources: readonly SourceAdapter[],
  raw: unknown,
): DetectedSource | null {
  let detected: DetectedSource | null = null
  for (const source of sources) {
    const found = source.detect(raw)
    if (found === null) continue
    if (detected !== null) return null
    detected = { source, ...found }
  }
  return detected
}
