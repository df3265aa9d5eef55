import type { Filters } from '../filter-queries.ts'
import type { BlockPrices, FacetBlock } from './facet-block.ts'
import {
  type FacetDictionary,
  RANGE_BITS,
  VALUE_BITS,
  VALUE_FACETS,
  type ValueFacet,
} from './facet-dictionary.ts'

/** What filters ask for, in the numbers of a dictionary. */
export interface Wanted {
  readonly currency: string
  /** The facets of values that are filtered by, as bits. */
  readonly bits: number
  /** The bit of its facet for each value that is asked for, by number; 0 for all others. */
  readonly selected: Uint16Array
  /** Tests of the ranges that are filtered by. */
  readonly ranges: readonly RangeTest[]
}

interface RangeTest {
  readonly bit: number
  /** Whether a row passes; what is not known does not. */
  readonly passes: (block: FacetBlock, row: number) => boolean
}

export function wantedOf(filters: Filters, dictionary: FacetDictionary): Wanted {
  const selected = new Uint16Array(dictionary.size)
  let bits = 0
  for (const facet of VALUE_FACETS) {
    const values = valuesOf(filters, facet)
    if (values === undefined) continue
    bits |= VALUE_BITS[facet]
    for (const value of values) {
      const number = dictionary.find(facet, value)
      if (number !== undefined) selected[number] = VALUE_BITS[facet]
    }
  }
  return { currency: filters.currency, bits, selected, ranges: rangeTests(filters) }
}

/** The values of a facet that are filtered by. */
export function valuesOf(filters: Filters, facet: ValueFacet): readonly string[] | undefined {
  return facet === 'companies' ? filters.companyIds?.map(String) : filters[facet]
}

function rangeTests(filters: Filters): readonly RangeTest[] {
  const { currency, onSale, minScore } = filters
  const tests: RangeTest[] = []
  const prices = rangeOf(filters.minPrice, filters.maxPrice)
  const days = rangeOf(dayOf(filters.releasedFrom), dayOf(filters.releasedTo))
  const priceOf = ({ prices: of }: FacetBlock): BlockPrices | undefined => of.get(currency)
  if (prices !== null) {
    const passes = (block: FacetBlock, row: number) => prices(priceOf(block)?.now[row])
    tests.push({ bit: RANGE_BITS.price, passes })
  }
  if (onSale) {
    const passes = (block: FacetBlock, row: number) => priceOf(block)?.onSale[row] === 1
    tests.push({ bit: RANGE_BITS.onSale, passes })
  }
  if (days !== null) {
    const passes = (block: FacetBlock, row: number) => days(block.released[row])
    tests.push({ bit: RANGE_BITS.released, passes })
  }
  if (minScore !== undefined) {
    const least = Math.fround(minScore)
    const passes = (block: FacetBlock, row: number) => (block.scores[row] ?? Number.NaN) >= least
    tests.push({ bit: RANGE_BITS.score, passes })
  }
  return tests
}

/** Null: neither end is given. */
function rangeOf(min: number | undefined, max: number | undefined) {
  if (min === undefined && max === undefined) return null
  const [from, to] = [min ?? Number.NEGATIVE_INFINITY, max ?? Number.POSITIVE_INFINITY]
  return (value: number | undefined) => value !== undefined && value >= from && value <= to
}

const DAY_MS = 86_400_000
const dayOf = (day: string | undefined) =>
  day === undefined ? undefined : Date.parse(day) / DAY_MS
