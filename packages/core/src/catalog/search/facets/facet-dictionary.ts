/** Facets whose values are words of the catalogue. */
export const VALUE_FACETS = [
  'kinds',
  'categories',
  'genres',
  'platforms',
  'tags',
  'companies',
] as const
export type ValueFacet = (typeof VALUE_FACETS)[number]

/** The bit that each has in a set of facets. */
export const VALUE_BITS: Readonly<Record<ValueFacet, number>> = {
  kinds: 1,
  categories: 2,
  genres: 4,
  platforms: 8,
  tags: 16,
  companies: 32,
}

/** Facets that are ranges of numbers. */
export const RANGE_BITS = { price: 64, onSale: 128, released: 256, score: 512 } as const

export interface KnownValue {
  /** As filters take it; of a company, its id. */
  readonly value: string
  readonly label: string
}

/**
 * Numbers for the values of facets, so that products are rows of numbers. Values that no product has any
 * longer keep theirs: a catalogue has some thousands.
 */
export class FacetDictionary {
  readonly #numbers = new Map<string, number>()
  readonly #values: KnownValue[] = []
  readonly #bits: number[] = []
  readonly #ofFacet = new Map<ValueFacet, number[]>(VALUE_FACETS.map((facet) => [facet, []]))

  /** How many numbers are given out: they begin at 0. */
  get size(): number {
    return this.#values.length
  }

  /** The number of a value, given out if it has none. */
  numberOf(facet: ValueFacet, value: string, label: string = value): number {
    const known = this.find(facet, value)
    if (known !== undefined) return known
    const number = this.#values.length
    this.#numbers.set(`${facet} ${value}`, number)
    this.#values.push({ value, label })
    this.#bits.push(VALUE_BITS[facet])
    this.#ofFacet.get(facet)?.push(number)
    return number
  }

  find(facet: ValueFacet, value: string): number | undefined {
    return this.#numbers.get(`${facet} ${value}`)
  }

  valueOf(number: number): KnownValue {
    return this.#values[number] ?? { value: '', label: '' }
  }

  /** The numbers that a facet's values have. */
  numbersOf(facet: ValueFacet): readonly number[] {
    return this.#ofFacet.get(facet) ?? []
  }

  /** The bit of the facet that each number belongs to. */
  facetBits(): Uint16Array {
    return Uint16Array.from(this.#bits)
  }
}
