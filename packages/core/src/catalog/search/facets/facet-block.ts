import type { FacetDictionary, ValueFacet } from './facet-dictionary.ts'
import type { FacetRow } from './facet-queries.ts'
import { NO_RANGE, priceRange, scoreStep } from './ranges.ts'

/** Products by their ids without the last ten bits: a block is read and built in milliseconds. */
export const BLOCK_BITS = 10
export const BLOCK_SIZE = 1 << BLOCK_BITS

/** Years are counted up to this one. */
export const YEARS = 10_000

/** Prices of a block in one currency; NaN where there is none. */
export interface BlockPrices {
  /** What each product costs now. */
  readonly now: Float64Array
  /** 1: less than usual. */
  readonly onSale: Uint8Array
  /** Of `PRICE_STARTS`. */
  readonly ranges: Int8Array
}

/** The facets of up to 1,024 products as columns of numbers. Never changed, only replaced. */
export interface FacetBlock {
  readonly hash: string
  readonly size: number
  /** The row of each id by its last bits; -1: there is no such product. */
  readonly rows: Int16Array
  /** Where the values of each row begin in `values`; one more for the end. */
  readonly starts: Uint32Array
  /** Numbers of the dictionary. */
  readonly values: Uint32Array
  readonly prices: ReadonlyMap<string, BlockPrices>
  /** Days since 1970; NaN: not known. */
  readonly released: Float64Array
  /** The years of these days; 0: not known. */
  readonly years: Uint16Array
  /** As exact as in PostgreSQL; NaN: not rated. */
  readonly scores: Float32Array
  /** Of `SCORE_STEPS`. */
  readonly steps: Int8Array
}

export function buildBlock(
  products: readonly FacetRow[],
  { hash, dictionary }: { readonly hash: string; readonly dictionary: FacetDictionary },
): FacetBlock {
  const rows = new Int16Array(BLOCK_SIZE).fill(-1)
  const starts = new Uint32Array(products.length + 1)
  const values: number[] = []
  for (const [row, product] of products.entries()) {
    rows[product.id % BLOCK_SIZE] = row
    values.push(...new Set(valuesOf(product, dictionary)))
    starts[row + 1] = values.length
  }
  return {
    ...{ hash, size: products.length, rows, starts, values: Uint32Array.from(values) },
    prices: pricesOf(products),
    released: Float64Array.from(products, ({ released }) => released ?? Number.NaN),
    years: Uint16Array.from(products, ({ released }) => yearOf(released)),
    scores: Float32Array.from(products, ({ score }) => score ?? Number.NaN),
    steps: Int8Array.from(products, ({ score }) => scoreStep(Math.fround(score ?? Number.NaN))),
  }
}

const DAY_MS = 86_400_000

function yearOf(day: number | null): number {
  const year = day === null ? 0 : new Date(day * DAY_MS).getUTCFullYear()
  return year > 0 && year < YEARS ? year : 0
}

function valuesOf(product: FacetRow, dictionary: FacetDictionary): readonly number[] {
  const { kind, category, genres, platforms, tags, companies } = product
  const all = (facet: ValueFacet, names: readonly string[]) =>
    names.map((name) => dictionary.numberOf(facet, name))
  return [
    ...all('kinds', [kind]),
    ...all('categories', category === '' ? [] : [category]),
    ...all('genres', genres),
    ...all('platforms', platforms),
    ...all('tags', tags),
    ...companies.map(([id, name]) => dictionary.numberOf('companies', String(id), name)),
  ]
}

function pricesOf(products: readonly FacetRow[]): ReadonlyMap<string, BlockPrices> {
  const prices = new Map<string, BlockPrices>()
  for (const [row, product] of products.entries()) {
    for (const [currency, amount, sale] of product.prices) {
      const columns = prices.get(currency) ?? {
        now: new Float64Array(products.length).fill(Number.NaN),
        onSale: new Uint8Array(products.length),
        ranges: new Int8Array(products.length).fill(NO_RANGE),
      }
      prices.set(currency, columns)
      columns.now[row] = sale ?? amount
      columns.ranges[row] = priceRange(sale ?? amount)
      columns.onSale[row] = sale !== null && sale < amount ? 1 : 0
    }
  }
  return prices
}
