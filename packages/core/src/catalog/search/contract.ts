import { z } from 'zod'
import { rowId } from '../../ids.ts'
import { pageOf } from '../../pagination.ts'
import { text } from '../../text.ts'
import {
  currencySchema,
  filterText,
  MAY_BE_SHORT,
  PRODUCT_KINDS,
  productCardSchema,
} from '../contract.ts'

/** A count beyond this is answered as this with `more`: nobody reads on, and counting on would cost time. */
export const MAX_COUNT = 1_000

/** As long as the name of a product can be. */
const queryText = text(200, 0)
  .default('')
  .describe('Words, the last one may be only begun. Nothing in it is an operator. Empty: all.')

/** Several values of one filter mean any of them; several filters mean all of them. */
const values = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(20).optional()

const amountInput = z.int().min(0).max(1_000_000_000_000)

/** PostgreSQL knows no year 0. */
const dayInput = z.iso.date().refine((day) => day >= '0001-01-01', 'must not be before the year 1')

const scoreInput = z
  .number()
  .min(1)
  .max(5)
  .transform((score) => Math.round(score * 10) / 10)

/** What `catalog.search` and `catalog.facets` look for. */
const searchFields = {
  query: queryText,
  kinds: values(z.enum(PRODUCT_KINDS)),
  categories: values(filterText),
  genres: values(filterText),
  platforms: values(filterText),
  tags: values(filterText),
  companyIds: values(rowId).describe('Developers or publishers.'),
  currency: currencySchema
    .default('USD')
    .describe('Of everything about prices here: filters, order and facets.'),
  minPrice: amountInput.optional().describe('Minor units. What it costs now counts.'),
  maxPrice: amountInput.optional(),
  onSale: z.literal(true).optional().describe('Only what costs less now than usual.'),
  releasedFrom: dayInput
    .optional()
    .describe('First day. By the earliest day of the first release.'),
  releasedTo: dayInput.optional().describe('Last day.'),
  minScore: scoreInput
    .optional()
    .describe('Of products that people have rated: at least this score, in tenths.'),
}

export const SORTS = [
  'relevance',
  'name',
  'newest',
  'released',
  'priceAsc',
  'priceDesc',
  'score',
] as const
export type Sort = (typeof SORTS)[number]

export const searchInput = z.object({
  ...searchFields,
  sort: z
    .enum(SORTS)
    .default('relevance')
    .describe(
      'relevance: by what of the name fits, then tags, then descriptions; without a query, by score. newest: what came into the store last first. released: the latest release first. What has no price, score or date comes last. Equal ones by id; of newest and priceDesc the greater id first.',
    ),
  facets: z.boolean().default(false).describe('Whether to answer the facets of the list too.'),
  limit: z.int().min(1).max(100).default(20),
  // Longer than other cursors: the name of a product may be in it.
  cursor: z.string().min(1).max(2_048).optional(),
})
/** As a caller writes it. */
export type SearchQuery = z.input<typeof searchInput>

export const facetsInput = z.object(searchFields)
export type FacetsInput = z.output<typeof facetsInput>
/** As a caller writes it. */
export type FacetsQuery = z.input<typeof facetsInput>

const countFields = {
  count: z.int().describe(`${MAX_COUNT} at most.`),
  more: z.boolean().describe('There are more than that, or may be.'),
}
const countSchema = z.object(countFields)
export type CappedCount = z.output<typeof countSchema>

export const facetValueSchema = z
  .object({
    value: z.string(),
    selected: z.boolean().describe('Is one of the values of this filter.'),
    ...countFields,
  })
  .meta({ id: 'FacetValue' })
export type FacetValue = z.output<typeof facetValueSchema>

const facetOf = (most: number) =>
  z
    .array(facetValueSchema)
    .describe(`The ${most} most frequent values, and those that are selected.`)

/** How many values of a facet are answered. */
export const FACET_VALUES = {
  kinds: PRODUCT_KINDS.length,
  categories: 50,
  genres: 50,
  platforms: 50,
  tags: 50,
  companies: 20,
  years: 100,
} as const

export const facetsSchema = z
  .object({
    total: countSchema.describe('Products that pass every filter.'),
    kinds: facetOf(FACET_VALUES.kinds),
    categories: facetOf(FACET_VALUES.categories),
    genres: facetOf(FACET_VALUES.genres),
    platforms: facetOf(FACET_VALUES.platforms),
    tags: facetOf(FACET_VALUES.tags),
    companies: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        selected: z.boolean(),
        ...countFields,
      }),
    ),
    prices: z
      .array(z.object({ min: z.int(), max: z.int().nullable(), ...countFields }))
      .describe(
        'Ranges in the currency of the query, ends included; those with something in them.',
      ),
    onSale: countSchema,
    years: z.array(z.object({ year: z.int(), ...countFields })).describe('The latest first.'),
    decades: z.array(z.object({ decade: z.int().describe('Its first year.'), ...countFields })),
    scores: z
      .array(z.object({ minScore: z.number(), ...countFields }))
      .describe('Products with at least this score, as a filter by it would find them.'),
  })
  .meta({ id: 'ProductFacets' })
  .describe(
    'Each facet is counted without its own filter: what else could be chosen. May be some seconds behind the list.',
  )
export type Facets = z.output<typeof facetsSchema>

const correctionFields = {
  didYouMean: z
    .string()
    .nullable()
    .describe('What the query was probably meant to be, in small letters without accents.'),
  corrected: z
    .boolean()
    .describe('The answer is that of `didYouMean`, as nothing fits the query itself.'),
}

export const searchOutput = pageOf(productCardSchema)
  .extend({
    ...correctionFields,
    facets: facetsSchema.nullable().describe('Null unless they were asked for.'),
  })
  .describe(MAY_BE_SHORT)

export const facetsOutput = z.object({ ...correctionFields, facets: facetsSchema })

export const suggestInput = z.object({
  query: text(100).describe('What has been typed so far.'),
  limit: z.int().min(1).max(20).default(8).describe('Of products; of each other kind at most 5.'),
})

export const suggestedProductSchema = z
  .object({
    id: z.int(),
    kind: z.enum(PRODUCT_KINDS),
    slug: z.string(),
    name: z.string(),
    image: z.string().nullable(),
  })
  .meta({ id: 'SuggestedProduct' })
export type SuggestedProduct = z.output<typeof suggestedProductSchema>

export const suggestOutput = z.object({
  products: z
    .array(suggestedProductSchema)
    .describe('Whose names have the words, or words that begin so; then similar names.'),
  companies: z.array(z.object({ id: z.int(), name: z.string(), slug: z.string() })),
  labels: z.array(z.string()).describe('Tags and genres, as filters take them.'),
})
