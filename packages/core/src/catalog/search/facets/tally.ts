import type { Filters } from '../filter-queries.ts'
import { BLOCK_BITS, BLOCK_SIZE, type FacetBlock, YEARS } from './facet-block.ts'
import { type FacetDictionary, RANGE_BITS } from './facet-dictionary.ts'
import { PRICE_STARTS, SCORE_STEPS } from './ranges.ts'
import { type Wanted, wantedOf } from './wanted.ts'

/** Products as the facets see them. */
export interface FacetRows {
  readonly blocks: ReadonlyMap<number, FacetBlock>
  readonly dictionary: FacetDictionary
}

/**
 * Counts of one search, made in one pass. Of each product it finds the facets whose filters it fails: one
 * that fails none counts everywhere, one that fails the filter of a single facet counts in that facet, and
 * all others nowhere. So every facet is counted as if it were not filtered by.
 */
export class Tally {
  /** Products that pass every filter. */
  total = 0
  onSale = 0
  /** By numbers of the dictionary. */
  readonly values: Uint32Array
  /** By `PRICE_STARTS`. */
  readonly prices = new Uint32Array(PRICE_STARTS.length)
  /** By the highest of `SCORE_STEPS` that is reached. */
  readonly steps = new Uint32Array(SCORE_STEPS.length)
  /** By year. */
  readonly years = new Uint32Array(YEARS)
  readonly #wanted: Wanted
  /** The facet of each value, by number. */
  readonly #bits: Uint16Array

  constructor(dictionary: FacetDictionary, filters: Filters) {
    this.values = new Uint32Array(dictionary.size)
    this.#bits = dictionary.facetBits()
    this.#wanted = wantedOf(filters, dictionary)
  }

  add(block: FacetBlock, row: number): void {
    const failed = this.#failedBy(block, row)
    if ((failed & (failed - 1)) !== 0) return
    if (failed === 0) this.total += 1
    const end = block.starts[row + 1] ?? 0
    for (let place = block.starts[row] ?? 0; place < end; place++) {
      const value = block.values[place] ?? 0
      if (failed === 0 || failed === this.#bits[value]) increment(this.values, value)
    }
    this.#addRanges(block, row, failed)
  }

  /** The facets whose filters a product fails, as bits. */
  #failedBy(block: FacetBlock, row: number): number {
    const { bits, selected, ranges } = this.#wanted
    let failed = bits
    if (bits !== 0) {
      const end = block.starts[row + 1] ?? 0
      for (let place = block.starts[row] ?? 0; place < end; place++) {
        failed &= ~(selected[block.values[place] ?? 0] ?? 0)
      }
    }
    for (const { bit, passes } of ranges) if (!passes(block, row)) failed |= bit
    return failed
  }

  #addRanges(block: FacetBlock, row: number, failed: number): void {
    const prices = block.prices.get(this.#wanted.currency)
    if (prices !== undefined) {
      if (failed === 0 || failed === RANGE_BITS.price) increment(this.prices, prices.ranges[row])
      if (failed === 0 || failed === RANGE_BITS.onSale) this.onSale += prices.onSale[row] ?? 0
    }
    if (failed === 0 || failed === RANGE_BITS.score) increment(this.steps, block.steps[row])
    if (failed === 0 || failed === RANGE_BITS.released) increment(this.years, block.years[row])
  }
}

/** Blocks counted in one go: some milliseconds. Then others have their turn, for all of a large catalogue. */
const BLOCKS_IN_A_GO = 32

/** `ids`: only these products; null: all. */
export async function tallyProducts(
  rows: FacetRows,
  filters: Filters,
  ids: readonly number[] | null,
): Promise<Tally> {
  const tally = new Tally(rows.dictionary, filters)
  if (ids === null) await tallyAll(tally, rows)
  else tallySome(tally, rows, ids)
  return tally
}

async function tallyAll(tally: Tally, { blocks }: FacetRows): Promise<void> {
  let counted = 0
  for (const block of blocks.values()) {
    for (let row = 0; row < block.size; row++) tally.add(block, row)
    counted += 1
    if (counted % BLOCKS_IN_A_GO === 0) await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

function tallySome(tally: Tally, { blocks }: FacetRows, ids: readonly number[]): void {
  for (const id of ids) {
    const block = blocks.get(id >> BLOCK_BITS)
    const row = block?.rows[id % BLOCK_SIZE] ?? -1
    if (block !== undefined && row >= 0) tally.add(block, row)
  }
}

/** Of a range that there is none of, -1, nothing is counted. */
function increment(counts: Uint32Array, place = -1): void {
  if (place >= 0) counts[place] = (counts[place] ?? 0) + 1
}
