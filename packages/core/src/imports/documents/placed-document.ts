import type { StoreDocument } from '../../catalog/index.ts'
import type { Reject } from '../load/reject-log.ts'

/** Where a row stands in its file. */
export type Place = Pick<Reject, 'row' | 'line' | 'original'>

export interface PlacedDocument {
  readonly document: StoreDocument
  readonly place: Place
}
