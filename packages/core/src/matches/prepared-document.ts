import type { ExclusionReason, ParseOutcome, WeaponTally } from './match-document.ts'
import type { MatchRows } from './match-rows.ts'

/** Bytes of one document as they came in. */
export interface RawDocument {
  /** 1-based line in its stream or file. */
  readonly line: number
  /** The document; for a line over the size limit only its beginning. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Whole length in bytes: larger than `bytes.length` when the line was cut off. */
  readonly totalBytes: number
}

/** A document as it came, ready for the archive. */
export interface PreparedRaw {
  readonly hash: string
  readonly bytes: number
  readonly compressed: Uint8Array<ArrayBuffer>
}

/** Everything about a document that can be computed without the database. Plain data: crosses threads. */
export type PreparedDocument =
  | {
      readonly kind: 'match'
      readonly line: number
      readonly raw: PreparedRaw
      readonly rows: MatchRows
      readonly weapons: readonly WeaponTally[]
      /** `encodeRounds`. */
      readonly rounds: Uint8Array<ArrayBuffer>
    }
  | {
      readonly kind: 'rejected'
      readonly line: number
      readonly raw: PreparedRaw
      readonly rejection: Rejection
    }

export type Rejection =
  | {
      readonly kind: 'excluded'
      readonly code: ExclusionReason
      readonly matchId: string | null
      readonly pointer: string
      readonly message: string
    }
  | {
      readonly kind: 'quarantined'
      readonly code: Extract<ParseOutcome, { kind: 'invalid' }>['code']
      readonly matchId: null
      readonly pointer: string
      readonly message: string
    }
