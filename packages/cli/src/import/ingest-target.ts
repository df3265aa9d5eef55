import type { Ctx } from '@loadout/core'
import { ingestStream } from '@loadout/core/matches'
import type { DocumentFormat } from './match-file.ts'
import type { IngestReport } from './tally.ts'

export type Source = Parameters<typeof ingestStream>[1]['source']

export interface DocumentStream {
  readonly chunks: AsyncIterable<Uint8Array>
  readonly origin: string
  readonly format: DocumentFormat
  /** Gets the report as it grows, and at the end. */
  readonly onReport: (report: Readonly<IngestReport>) => void
}

/** Where documents go: this installation's database, or another server's HTTP door. */
export interface IngestTarget {
  /** Names the place in the journal's fingerprint. */
  readonly identity: string
  ingest(stream: DocumentStream): Promise<void>
}

/** Straight into the database, through the same verb as every other way in. */
export function databaseTarget(ctx: Ctx, identity: string, source: Source): IngestTarget {
  return {
    identity,
    async ingest({ onReport, ...stream }) {
      onReport(await ingestStream(ctx, { ...stream, source, onProgress: onReport }))
    },
  }
}
