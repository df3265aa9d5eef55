import type { DatasetName } from '../contract.ts'
import type { Mapping } from './mapping.ts'

/** A kind of file whose rows become whole products. */
export interface DocumentDataset {
  readonly name: DatasetName
  /** Columns that tell it from others; a file may have more. */
  readonly columns: readonly string[]
  /** Makes a store document of a row. */
  readonly document: Mapping
  /** Whether documents say the ids of their products, also of those that are not there yet. */
  readonly keepsIds: boolean
}
