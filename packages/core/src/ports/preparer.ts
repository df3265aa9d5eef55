import type { SourceName } from '../matches/match-document.ts'
import type { PreparedDocument, RawDocument } from '../matches/prepared-document.ts'

/**
 * Turns raw bytes into what the database stores: decode, parse, shrink, measure, compress. All of it is
 * CPU, so adapters spread it over worker threads; answers come in the order of the input. `prepare` takes
 * over the bytes, which may go to another thread: the caller must not use them again.
 */
export interface Preparer {
  /** How many `prepare` calls can make progress at once. */
  readonly parallelism: number
  prepare(
    documents: readonly RawDocument[],
    source: SourceName | 'auto',
  ): Promise<readonly PreparedDocument[]>
}
