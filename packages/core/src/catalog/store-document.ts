import { z } from 'zod'
import { rowId } from '../ids.ts'
import { text } from '../text.ts'
import {
  currencySchema,
  MEDIA_KINDS,
  PRODUCT_KINDS,
  PRODUCT_STATUSES,
  priceFields,
  pricePairSchema,
  SALE_IS_LESS,
  saleIsLess,
  slugSchema,
  webUrl,
} from './contract.ts'
import { COMPANY_ROLES } from './game/contract.ts'
import { isPartialDate } from './game/partial-date.ts'

/**
 * A whole product as one document: what `catalog.save` takes, and one row of the files that games are
 * imported from and exported to. It says everything: what it leaves out, the product does not have. Its
 * keys come out of the schema in one order, so that equal documents are equal texts.
 */

/** One line: white space of any kind becomes one space. */
const line = (max: number, min = 1) =>
  text(max, min).transform((value) => value.replaceAll(/\s+/g, ' '))

/** Short names, each once. */
const labels = z
  .array(line(60))
  .max(50)
  .default([])
  .transform((values) => [...new Set(values)])

/** Names of ids that are not a source's own. */
const RESERVED_SOURCE = 'id'

export const sourceSchema = z.strictObject({
  source: z
    .string()
    .max(40)
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and -')
    .refine((source) => source !== RESERVED_SOURCE, 'is reserved')
    .describe('Where it comes from, e.g. `steam`.'),
  key: line(200).describe('Under which key that source knows it.'),
})
export type SourceKey = z.output<typeof sourceSchema>

const priceDocument = z
  .strictObject({ currency: currencySchema, ...priceFields })
  .refine(saleIsLess, SALE_IS_LESS)

const photoDocument = z.strictObject({ url: webUrl, thumbnailUrl: webUrl.nullable().default(null) })

const styleDocument = z.strictObject({
  id: rowId.optional(),
  name: line(200),
  price: pricePairSchema,
  isDefault: z.boolean().default(false),
  photos: z.array(photoDocument).max(100).default([]),
  skus: z
    .array(
      z.strictObject({
        id: rowId.optional(),
        size: line(60).nullable(),
        quantity: z
          .int()
          .min(0)
          .max(1_000_000_000)
          .default(0)
          .describe('Of a new stock item. What there is of others is changed by `stock.adjust`.'),
      }),
    )
    .max(200)
    .default([]),
})

const requirementDocument = z.array(z.strictObject({ name: line(60), value: line(500) })).max(30)

const count = z.int().min(0).max(2_000_000_000).nullable().default(null)

export const gameDocument = z.strictObject({
  companies: z
    .array(z.strictObject({ name: line(200), role: z.enum(COMPANY_ROLES) }))
    .max(100)
    .default([]),
  titles: z
    .array(z.strictObject({ region: line(40).nullable().default(null), title: line(200) }))
    .max(100)
    .default([]),
  modes: labels,
  releases: z
    .array(
      z.strictObject({
        platform: line(60),
        region: line(40).nullable().default(null),
        date: z
          .string()
          .refine(
            isPartialDate,
            'must be a day of the calendar as YYYY-MM-DD, or YYYY-MM, YYYY-Qn or YYYY',
          )
          .nullable()
          .default(null)
          .describe('As much as is known, e.g. `1987-09` or `1987-Q3`; null: to be announced.'),
      }),
    )
    .max(200)
    .default([]),
  ageRatings: z
    .array(z.strictObject({ board: line(40), rating: line(40), descriptors: labels }))
    .max(30)
    .default([]),
  requirements: z
    .array(
      z.strictObject({
        os: line(40),
        minimum: requirementDocument.default([]),
        recommended: requirementDocument.default([]),
      }),
    )
    .max(20)
    .default([]),
  languages: z
    .array(
      z.strictObject({
        name: line(60),
        interface: z.boolean().default(false),
        audio: z.boolean().default(false),
        subtitles: z.boolean().default(false),
      }),
    )
    .max(100)
    .default([]),
  criticReviews: z
    .array(
      z.strictObject({
        outlet: line(100),
        author: line(100).nullable().default(null),
        score: z.number().min(0).max(100).nullable().default(null).describe('Out of 100.'),
        quote: text(2_000).nullable().default(null),
        url: webUrl.nullable().default(null),
        publishedOn: z.iso.date().nullable().default(null),
      }),
    )
    .max(200)
    .default([]),
  achievements: z
    .array(
      z.strictObject({
        name: line(200),
        description: text(1_000, 0).default(''),
        icon: webUrl.nullable().default(null),
        share: z.number().min(0).max(1).nullable().default(null),
        hidden: z.boolean().default(false),
      }),
    )
    .max(1_000)
    .default([]),
  socials: z
    .array(z.strictObject({ kind: line(40), url: webUrl }))
    .max(50)
    .default([]),
  elsewhere: z
    .array(
      z.strictObject({
        source: line(40),
        positive: count,
        negative: count,
        ownersMin: count,
        ownersMax: count,
        averagePlaytimeMinutes: count,
        medianPlaytimeMinutes: count,
        achievements: count,
      }),
    )
    .max(20)
    .default([]),
})

export const storeDocumentSchema = z
  .strictObject({
    id: rowId.optional().describe('Of the product, if it is there.'),
    source: sourceSchema.optional().describe('Says which product it is, as well as an id does.'),
    kind: z.enum(PRODUCT_KINDS),
    slug: slugSchema.optional().describe('Left out: made of the name, or as it was.'),
    status: z.enum(PRODUCT_STATUSES).default('active'),
    name: line(200),
    tagline: text(500, 0).default(''),
    description: text(50_000, 0).default(''),
    category: line(100, 0).default(''),
    tags: labels,
    genres: labels,
    platforms: labels,
    prices: z
      .array(priceDocument)
      .max(50)
      .default([])
      .refine(
        (prices) => isDistinct(prices.map(({ currency }) => currency)),
        'has a currency twice',
      )
      .describe('The first is what lists show. None: not for sale.'),
    base: z
      .union([rowId, sourceSchema])
      .nullable()
      .default(null)
      .describe('Of an edition, add-on or bundle: what it belongs to.'),
    features: z
      .array(z.strictObject({ name: line(200), value: line(500).nullable().default(null) }))
      .max(200)
      .default([]),
    media: z
      .array(z.strictObject({ kind: z.enum(MEDIA_KINDS), ...photoDocument.shape }))
      .max(200)
      .default([]),
    styles: z
      .array(styleDocument)
      .max(100)
      .default([])
      .refine((styles) => styles.filter((style) => style.isDefault).length <= 1, {
        message: 'has more than one default style',
      })
      .describe('Of merchandise only.'),
    game: gameDocument.prefault({}).describe('Of everything but merchandise.'),
  })
  .refine(({ kind, styles }) => kind === 'merch' || styles.length === 0, {
    path: ['styles'],
    message: 'only merchandise has styles',
  })
  .meta({ id: 'StoreDocument' })
export type StoreDocument = z.output<typeof storeDocumentSchema>
export type StoreDocumentInput = z.input<typeof storeDocumentSchema>

function isDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}
