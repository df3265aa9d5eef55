import { z } from 'zod'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { escapeWebUrl, isWebUrl, MAX_WEB_URL } from '../text.ts'
import { gameFields, RELEASE_PRECISIONS } from './game/contract.ts'

export const PRODUCT_KINDS = ['game', 'dlc', 'edition', 'bundle', 'merch'] as const
export type ProductKind = (typeof PRODUCT_KINDS)[number]

export const PRODUCT_STATUSES = ['active', 'hidden'] as const
export type ProductStatus = (typeof PRODUCT_STATUSES)[number]

export const MEDIA_KINDS = ['image', 'screenshot', 'trailer'] as const

/** An address in the web, in the one form that URL parsers give it, and files of products can hold: ASCII. */
export const webUrl = z
  .url({
    protocol: /^https?$/,
    normalize: true,
    error: 'must be an http(s) address',
    abort: true,
  })
  .overwrite(escapeWebUrl)
  .max(MAX_WEB_URL)
  .refine(isWebUrl, 'must be an http(s) address without user name')

export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217.')

/** An amount of money, in the minor unit of its currency (cents). */
export const moneySchema = z
  .object({ amount: z.int().describe('Minor units.'), currency: currencySchema })
  .meta({ id: 'Money' })

export const priceSchema = z
  .object({
    currency: currencySchema,
    amount: z.int().describe('The regular price, in minor units.'),
    saleAmount: z.int().nullable().describe('What it costs now, when that is less.'),
  })
  .meta({ id: 'Price' })

/** A price beyond this is a mistake; every sum of prices stays exact. */
const amountInput = z.int().min(0).max(1_000_000_000_000)

export const priceFields = {
  amount: amountInput.describe('The regular price, in minor units.'),
  saleAmount: amountInput
    .nullable()
    .default(null)
    .describe('What it costs now, when that is less.'),
}
type PricePair = z.output<z.ZodObject<typeof priceFields>>

export const saleIsLess = ({ amount, saleAmount }: PricePair) =>
  saleAmount === null || saleAmount < amount
export const SALE_IS_LESS = { path: ['saleAmount'], message: 'must be below the regular price' }

export const pricePairSchema = z.strictObject(priceFields).refine(saleIsLess, SALE_IS_LESS)

/**
 * What names a product in an address: lower-case letters and digits of any script, joined by hyphens. Never
 * a number alone, because `idOrSlug` reads a number as an id. Slugs of products that were imported with
 * their ids end in a dot and the id; no other slug holds a dot.
 */
export const SLUG =
  /^(?!\d+$)[\p{Ll}\p{Lo}\p{Lm}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{N}]+)*(?:\.\d{1,10})?$/u

export const slugSchema = z
  .string()
  .max(120)
  .regex(SLUG, 'must be lower-case words joined by -, not a number')

/** What a list shows of a product. */
export const productCardSchema = z
  .object({
    id: z.int(),
    kind: z.enum(PRODUCT_KINDS),
    slug: z.string(),
    name: z.string(),
    tagline: z.string(),
    category: z.string(),
    price: priceSchema.nullable().describe('In the currency of the product; null: not for sale.'),
    image: z.string().nullable().describe('Address of a small picture.'),
    releasedOn: z.iso.date().nullable().describe('The earliest day of its first release.'),
    rating: z.object({ average: z.number().nullable(), score: z.number(), reviews: z.int() }),
  })
  .meta({ id: 'ProductCard' })
export type ProductCard = z.output<typeof productCardSchema>

export const skuSchema = z
  .object({
    id: z.int(),
    size: z.string().nullable(),
    available: z.int().describe('In stock and not reserved.'),
  })
  .meta({ id: 'Sku' })

export const styleSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    price: priceSchema,
    isDefault: z.boolean(),
    photos: z.array(z.object({ url: z.string(), thumbnailUrl: z.string().nullable() })),
    skus: z.array(skuSchema),
  })
  .meta({ id: 'Style' })
export type Style = z.output<typeof styleSchema>

export const featureSchema = z
  .object({ name: z.string(), value: z.string().nullable() })
  .meta({ id: 'Feature' })

export const mediaSchema = z
  .object({
    kind: z.enum(MEDIA_KINDS),
    url: z.string(),
    thumbnailUrl: z.string().nullable(),
  })
  .meta({ id: 'Media' })

/** Most cards that one list of editions or add-ons holds; `catalog.list` by `baseId` has them all. */
export const MAX_PARTS = 100

export const gameDetailSchema = z
  .object({
    ...gameFields,
    base: productCardSchema.nullable().describe('Of an edition or add-on: the game it belongs to.'),
    editions: z.array(productCardSchema).describe(`Editions and bundles, ${MAX_PARTS} at most.`),
    addOns: z.array(productCardSchema).describe(`Add-ons, ${MAX_PARTS} at most.`),
  })
  .meta({ id: 'GameDetail' })
export type GameDetail = z.output<typeof gameDetailSchema>

export const productSchema = z
  .object({
    ...productCardSchema.shape,
    description: z.string(),
    tags: z.array(z.string()),
    genres: z.array(z.string()),
    platforms: z.array(z.string()),
    prices: z.array(priceSchema).describe('In every currency, the one of the product first.'),
    releasePrecision: z.enum(RELEASE_PRECISIONS).nullable(),
    features: z.array(featureSchema),
    media: z.array(mediaSchema),
    revision: z.int().describe('Grows with every change of the product.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    game: gameDetailSchema.nullable().describe('Null for merchandise.'),
  })
  .meta({ id: 'Product' })
export type Product = z.output<typeof productSchema>

/** Names of things, as a filter: those that hold what no name can hold find nothing and are refused. */
export const filterText = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters')

/** A number is an id, as is a text of digits; everything else is a slug. */
export const idOrSlugInput = {
  idOrSlug: z
    .union([
      rowId,
      z
        .string()
        .regex(/^\d{1,10}$/)
        .transform(Number)
        .pipe(rowId),
      filterText,
    ])
    .describe('The id, or the slug, a former one too.'),
}

export const productInput = z.object(idOrSlugInput)
export const productOutput = productSchema.extend({
  redirectedFrom: z
    .string()
    .nullable()
    .describe('The former slug that was asked for: the page has moved to `slug`.'),
})

export const stylesInput = z.object({ productId: rowId })
export const stylesOutput = z.object({ items: z.array(styleSchema) })

export const relatedInput = z.object({
  productId: rowId,
  limit: z.int().min(1).max(50).default(12),
})
export const relatedOutput = z.object({ items: z.array(productCardSchema) })

export const listInput = z.object({
  kind: z.enum(PRODUCT_KINDS).optional(),
  category: filterText.optional(),
  genre: filterText.optional(),
  platform: filterText.optional(),
  baseId: rowId.optional().describe('What belongs to this product: editions, add-ons, bundles.'),
  order: z
    .enum(['id', 'newest'])
    .default('id')
    .describe('`id`: ascending. `newest`: what came into the store last first.'),
  ...pageInput,
})
export const MAY_BE_SHORT =
  'A page looks at a bounded number of products: with filters that few of them pass it may be short, even empty, and still have a `nextCursor`.'

export const listOutput = pageOf(productCardSchema).describe(MAY_BE_SHORT)

export const priceHistoryInput = z.object({
  productId: rowId,
  styleId: rowId.optional().describe('Prices of this style; those of the product if left out.'),
  currency: currencySchema.optional(),
  ...pageInput,
})
export const pastPriceSchema = z
  .object({
    currency: currencySchema,
    amount: z.int().nullable().describe('Null: was not for sale in that currency.'),
    saleAmount: z.int().nullable(),
    until: z.iso.datetime().describe('When it was replaced.'),
  })
  .meta({ id: 'PastPrice' })
export const priceHistoryOutput = pageOf(pastPriceSchema)

export const setPriceInput = z
  .object({
    productId: rowId,
    styleId: rowId.optional().describe('The price of this style, in the currency of the product.'),
    currency: currencySchema.optional().describe('That of the product if left out.'),
    price: pricePairSchema.nullable().describe('Null: no longer for sale in that currency.'),
  })
  .refine(({ styleId, currency }) => styleId === undefined || currency === undefined, {
    path: ['currency'],
    message: 'a style has the currency of its product',
  })
  .refine(({ styleId, price }) => styleId === undefined || price !== null, {
    path: ['price'],
    message: 'a style has a price',
  })

export const renameInput = z.object({ productId: rowId, slug: slugSchema })
export const setStatusInput = z.object({ productId: rowId, status: z.enum(PRODUCT_STATUSES) })

export const curateRelatedInput = z.object({
  productId: rowId,
  relatedIds: z
    .array(rowId)
    .max(50)
    .describe('In the order they are shown in; replaces those that were chosen before.'),
})

/** What a change of a product answers. */
export const changedOutput = z.object({
  id: z.int(),
  revision: z.int().describe('The same as before: there was nothing to change.'),
})

export const saveOutput = changedOutput.extend({
  slug: z.string(),
  outcome: z.enum(['inserted', 'updated', 'unchanged']),
})
