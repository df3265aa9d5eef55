import type { PreparedDocument, RawDocument } from '../matches/prepared-document.ts'

/**
 * Turns raw bytes into what the database stores: decode, parse, shrink, measure, compress. All of it is
 * CPU, so adapters spread it over worker threads; answers come in the order of the input. `prepare` takes
 * over the bytes, which may go to another thread: the caller must not use them again.
 */
export interface Preparer {
  /** How many `prepare` calls can make progress at once. */
  readonly parallelism: number
  /** Time in which a death must be avenged to be traded, in what it prepares; milliseconds. */
  readonly tradeWindowMs: number
  /** `source` is the name of one of the game's sources, or `auto`. */
  prepare(documents: readonly RawDocument[], source: string): Promise<readonly PreparedDocument[]>
}
