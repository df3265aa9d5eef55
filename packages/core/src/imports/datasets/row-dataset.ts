import type { Columns, RowOf } from '../columns/column.ts'
import type { Row } from '../columns/row-parser.ts'
import type { DatasetName, RejectCode } from '../contract.ts'

/** Tables that files are loaded into, each with an integer key `id`. */
export type LoadedTable =
  | 'product'
  | 'product_feature'
  | 'style'
  | 'style_photo'
  | 'sku'
  | 'related_product'
  | 'cart_item'
  | 'review'
  | 'review_photo'
  | 'characteristic'
  | 'characteristic_review'
  | 'question'
  | 'answer'
  | 'answer_photo'

/** Counters that are made of rows. */
export interface CountedColumns {
  readonly table: 'product_summary' | 'characteristic' | 'question'
  readonly columns: readonly string[]
}

export interface Counted<Of> extends CountedColumns {
  /** Says what a row that is new adds to which counter, by its place among the columns. */
  readonly add: (row: Of, add: (key: number, column: number, amount: number) => void) => void
  /** Rows of this parent that is not visible do not count. */
  readonly ofVisible?: { readonly column: string; readonly table: 'review' }
  /** Who counts anew when rows have changed. */
  readonly recount: 'reviews' | 'questions'
  /** Where to look up the product that is counted anew. */
  readonly of: {
    readonly column: string
    readonly table: 'product' | 'characteristic' | 'question'
  }
}

/** What a column of a table can get. */
export type CopyValue = string | number | boolean | null

/**
 * What becomes of a column of a row that is there already:
 * `set`: it is what the file says. `keep`: it stays, because it is ours.
 * `votes`: the votes people gave here are added to what the file says.
 * `response`: it is what the file says, unless somebody has responded here.
 * `stock`: it is what the file says, but what is promised stays.
 */
export type MergeRule = 'set' | 'keep' | 'votes' | 'response' | 'stock'

/** A kind of CSV file, or NDJSON with the same columns, whose rows become rows of one table. */
export interface RowDataset<Of extends Row = Row> {
  readonly name: DatasetName
  readonly columns: Columns
  readonly table: LoadedTable
  /** The columns of the table that are written, and with what; the first one is `id`. */
  readonly writes: Readonly<Record<string, (row: Of) => CopyValue>>
  /** Of columns that are not simply `set`. */
  readonly merge?: Readonly<Record<string, MergeRule>>
  /** Columns that hold the id of a row of another table, and are called the same there. */
  readonly parents: Readonly<Record<string, LoadedTable>>
  /** What is wrong with a row beyond its single values. */
  readonly check?: (row: Of) => { readonly code: RejectCode; readonly column: string } | null
  /** What of a product's page or of another row is counted of these rows. */
  readonly counts?: Counted<Of>
  /** The column that makes a row the default one of its product: a second one is not. */
  readonly isDefault?: string
  /** Columns that no two rows have in common, besides the id. */
  readonly unique?: readonly string[]
  /** How its rows are written; `rows` if left out: as they are, by COPY. */
  readonly how?: 'products' | 'carts'
}

/** A dataset whose functions get what its columns say. */
export function rowDataset<const Of extends Columns>(
  dataset: Omit<RowDataset<RowOf<Of>>, 'columns'> & { readonly columns: Of },
): RowDataset {
  // Rows are made by the columns' own schemas.
  return dataset as RowDataset
}
