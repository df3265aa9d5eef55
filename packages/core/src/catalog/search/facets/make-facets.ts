import { type CappedCount, FACET_VALUES, type Facets, MAX_COUNT } from '../contract.ts'
import type { Filters } from '../filter-queries.ts'
import type { ValueFacet } from './facet-dictionary.ts'
import { PRICE_STARTS, SCORE_STEPS } from './ranges.ts'
import type { FacetRows, Tally } from './tally.ts'
import { valuesOf } from './wanted.ts'

interface Counted {
  readonly tally: Tally
  readonly filters: Filters
  readonly dictionary: FacetRows['dictionary']
  /** Not all products were looked at: every count is at least what it says. */
  readonly isPart: boolean
}

/** Counts as they are answered: the most frequent values first, nothing above the cap, no empty ranges. */
export function makeFacets(counted: Counted): Facets {
  const { tally, isPart } = counted
  const capped = (count: number): CappedCount => ({
    count: Math.min(count, MAX_COUNT),
    more: isPart || count > MAX_COUNT,
  })
  const values = (facet: Exclude<ValueFacet, 'companies'>) =>
    frequentValues(counted, facet).map(({ value, selected, count }) => ({
      ...{ value, selected },
      ...capped(count),
    }))
  const years = yearsOf(tally)
  return {
    total: capped(tally.total),
    kinds: values('kinds'),
    categories: values('categories'),
    genres: values('genres'),
    platforms: values('platforms'),
    tags: values('tags'),
    companies: frequentValues(counted, 'companies').map(({ value, label, selected, count }) => ({
      ...{ id: Number(value), name: label, selected },
      ...capped(count),
    })),
    prices: priceRanges(tally).map(({ count, ...range }) => ({ ...range, ...capped(count) })),
    onSale: capped(tally.onSale),
    years: years.slice(0, FACET_VALUES.years).map(([year, count]) => ({ year, ...capped(count) })),
    decades: decadesOf(years).map(([decade, count]) => ({ decade, ...capped(count) })),
    scores: atLeast(tally.steps)
      .map((count, step) => ({ minScore: SCORE_STEPS[step] ?? 0, ...capped(count) }))
      .filter(({ count }) => count > 0),
  }
}

/** Values that are there, and those that are selected, by how many products have them, then by name. */
function frequentValues({ tally, filters, dictionary }: Counted, facet: ValueFacet) {
  const wanted = valuesOf(filters, facet) ?? []
  const selected = new Set(wanted.map((value) => dictionary.find(facet, value)))
  const countOf = (number: number) => tally.values[number] ?? 0
  const numbers = dictionary.numbersOf(facet)
  const least = countAt(numbers.map(countOf), FACET_VALUES[facet])
  return numbers
    .filter((number) => (countOf(number) >= least && countOf(number) > 0) || selected.has(number))
    .map((number) => {
      const { value, label } = dictionary.valueOf(number)
      return { value, label, selected: selected.has(number), count: countOf(number) }
    })
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
    .filter((one, place) => one.selected || place < FACET_VALUES[facet])
}

/** The count at a place of the order, without comparing any names: there are thousands of companies. */
function countAt(counts: readonly number[], place: number): number {
  return Uint32Array.from(counts).sort().at(-place) ?? 0
}

function priceRanges(tally: Tally) {
  return PRICE_STARTS.map((min, place) => {
    const next = PRICE_STARTS[place + 1]
    return { min, max: next === undefined ? null : next - 1, count: tally.prices[place] ?? 0 }
  }).filter(({ count }) => count > 0)
}

type YearCount = readonly [year: number, count: number]

/** The latest first; year 0 stands for what is not known. */
function yearsOf({ years }: Tally): readonly YearCount[] {
  const found: YearCount[] = []
  for (let year = years.length - 1; year > 0; year--) {
    const count = years[year] ?? 0
    if (count > 0) found.push([year, count])
  }
  return found
}

function decadesOf(years: readonly YearCount[]): readonly YearCount[] {
  const decades = new Map<number, number>()
  for (const [year, count] of years) {
    const decade = year - (year % 10)
    decades.set(decade, (decades.get(decade) ?? 0) + count)
  }
  return [...decades]
}

/** Of counts by the highest step that is reached: how many reach each. */
function atLeast(steps: Uint32Array): readonly number[] {
  let sum = 0
  return Array.from(steps, (count) => {
    sum += count
    return sum
  })
}
