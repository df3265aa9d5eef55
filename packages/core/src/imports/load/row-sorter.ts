import type { Row } from '../columns/row-parser.ts'
import type { RejectCode } from '../contract.ts'
import type { RowDataset } from '../datasets/row-dataset.ts'
import type { KnownIds } from '../ids/id-index.ts'
import { IdSet } from '../ids/id-set.ts'

/** What is known of the store before a file is read. */
export interface Surroundings {
  readonly known: KnownIds
  /** By the column that points at them. */
  readonly parents: Readonly<Record<string, KnownIds>>
  /** Products that have a default style; for styles. */
  readonly defaults: IdSet
  /** Parents whose rows do not count: see `counts.ofVisible`. */
  readonly hidden: IdSet
}

/** `insert`: nobody has the id. `merge`: to be compared with what is there. */
export type Verdict = 'insert' | 'merge' | 'reject'

/**
 * Decides what becomes of each row of a file, in their order and without the database: the first valid row
 * of an id counts, and what it belongs to must be there.
 */
export class RowSorter {
  /** Why the row that was rejected last was. */
  problem: { readonly code: RejectCode; readonly column: string } = {
    code: 'INVALID_VALUE',
    column: '',
  }
  /** Whether the row that was sorted last is changed to fit the others; then `row` is what it becomes. */
  isAdjusted = false
  row: Row = {}
  readonly #dataset: RowDataset
  readonly #surroundings: Surroundings
  readonly #parents: readonly (readonly [column: string, ids: KnownIds])[]
  /** Ids of the valid rows so far. */
  readonly #seen = new IdSet()
  /** Products for which the file has named a default style. */
  readonly #defaults = new IdSet()

  constructor(dataset: RowDataset, surroundings: Surroundings) {
    this.#dataset = dataset
    this.#surroundings = surroundings
    this.#parents = Object.entries(surroundings.parents)
  }

  sort(row: Row): Verdict {
    this.row = row
    this.isAdjusted = false
    const id = idOf(row, 'id')
    const { known, defaults } = this.#surroundings
    if (this.#seen.has(id)) return this.#reject('DUPLICATE_ID', 'id')
    if (known.foreign.has(id)) return this.#reject('ID_TAKEN', 'id')
    const problem = this.#dataset.check?.(row)
    if (problem) return this.#reject(problem.code, problem.column)
    for (const [column, { all, foreign }] of this.#parents) {
      const parent = idOf(row, column)
      // Ids of a file are those of its source: a product of ours is another one, even under the same id.
      if (!all.has(parent) || foreign.has(parent)) return this.#reject('UNKNOWN_PARENT', column)
    }
    this.#seen.add(id)
    const isNew = known.all.add(id)
    const { isDefault } = this.#dataset
    // The default of the store, if any, has to make room.
    const takesOver =
      isDefault !== undefined && row[isDefault] === true && this.#claim(row, isDefault)
    return isNew && !(takesOver && defaults.has(idOf(row, 'product_id'))) ? 'insert' : 'merge'
  }

  /** False, and the row is no default, when the file has named another one before. */
  #claim(row: Row, isDefault: string): boolean {
    if (this.#defaults.add(idOf(row, 'product_id'))) return true
    this.row = { ...row, [isDefault]: false }
    this.isAdjusted = true
    return false
  }

  #reject(code: RejectCode, column: string): 'reject' {
    this.problem = { code, column }
    return 'reject'
  }
}

/** Of a column that holds ids; 0, which is nobody's, if it does not. */
export function idOf(row: Row, column: string): number {
  const value = row[column]
  return typeof value === 'number' ? value : 0
}
