import type { ProductKind, ProductStatus } from '../contract.ts'
import type { ReleasePrecision } from '../game/contract.ts'
import { type DateRange, parsePartialDate } from '../game/partial-date.ts'
import type { PriceRow } from '../price-queries.ts'
import { slugify } from '../slugify.ts'
import type { StoreDocument } from '../store-document.ts'
import type { Target } from './outcome.ts'
import type { PlannedStyle } from './plan-styles.ts'
import type { PhotoRow, SkuRow, StyleRow } from './style-queries.ts'

/** A document that will be saved: everything about it is decided. */
export interface Plan extends Target {
  readonly slug: string
  readonly baseId: number | null
  /** What it belonged to before. */
  readonly formerBaseId: number | null
  readonly styles: readonly PlannedStyle[]
}

/** The currency of a product that has no price. */
const DEFAULT_CURRENCY = 'USD'

export interface ProductRow {
  readonly id: number
  readonly kind: ProductKind
  readonly status: ProductStatus
  readonly slug: string
  readonly name: string
  readonly tagline: string
  readonly description: string
  readonly category: string
  readonly tags: readonly string[]
  readonly genres: readonly string[]
  readonly platforms: readonly string[]
  readonly currency: string
  readonly price: number | null
  readonly sale_price: number | null
  readonly base_id: number | null
  readonly released_on: string | null
  readonly release_precision: ReleasePrecision | null
}

export function productRow({ document, id, slug, baseId }: Plan): ProductRow {
  const { kind, status, name, tagline, description, category, tags, genres, platforms } = document
  const [own] = document.prices
  const first = firstRelease(document.game.releases.map(({ date }) => parsePartialDate(date)))
  return {
    ...{ id, kind, status, slug, name, tagline, description, category, tags, genres, platforms },
    currency: own?.currency ?? DEFAULT_CURRENCY,
    price: own?.amount ?? null,
    sale_price: own?.saleAmount ?? null,
    base_id: baseId,
    released_on: first?.earliest ?? null,
    release_precision: first?.precision ?? null,
  }
}

/** The one that can be earliest; of equal ones the one that is known best. */
function firstRelease(releases: readonly DateRange[]): DateRange | undefined {
  const orderOf = ({ earliest, latest }: DateRange) => `${earliest ?? '9999'} ${latest ?? '9999'}`
  return releases.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))[0]
}

/** The first one is the product's own and stands in its row; the others have rows of their own. */
export function priceRows({ document, id }: Plan): readonly PriceRow[] {
  return document.prices.map(({ currency, amount, saleAmount }) => ({
    product_id: id,
    currency,
    amount,
    sale_amount: saleAmount,
  }))
}

export const featureRows = ({ document, id }: Plan) =>
  document.features.map(({ name, value }) => ({ product_id: id, name, value }))

export const mediaRows = ({ document, id }: Plan) =>
  document.media.map(({ kind, url, thumbnailUrl }, position) => ({
    product_id: id,
    kind,
    url,
    thumbnail_url: thumbnailUrl,
    position,
  }))

export const companyRows = ({ document, id }: Plan) =>
  document.game.companies.map(({ name, role }, position) => ({
    product_id: id,
    name,
    slug: slugify(name, 'company'),
    role,
    position,
  }))

export const releaseRows = ({ document, id }: Plan) =>
  document.game.releases.map(({ platform, region, date }, position) => ({
    product_id: id,
    position,
    platform,
    region,
    ...parsePartialDate(date),
  }))

/** Documents of games; merchandise has none. */
export function detailRows({ document: { kind, game }, id }: Plan) {
  if (kind === 'merch') return []
  return [
    {
      product_id: id,
      titles: game.titles,
      modes: game.modes,
      age_ratings: game.ageRatings,
      requirements: game.requirements,
      languages: game.languages,
      critic_reviews: game.criticReviews,
      achievements: game.achievements,
      socials: game.socials,
      elsewhere: game.elsewhere,
    },
  ]
}

/** What was saved, under the source's key; without a source, under the id. */
export function sourceRow({ document, id, hash }: Plan) {
  const { source, key } = document.source ?? { source: 'id', key: String(id) }
  return { source, key, product_id: id, content_hash: hash }
}

export const styleRows = (plan: Plan): readonly StyleRow[] =>
  plan.styles.map(({ id, style }) => ({
    id,
    product_id: plan.id,
    name: style.name,
    original_price: style.price.amount,
    sale_price: style.price.saleAmount,
    is_default: style.isDefault,
    currency: currencyOf(plan.document),
  }))

export const photoRows = ({ styles }: Plan): readonly PhotoRow[] =>
  styles.flatMap(({ id, style }) =>
    style.photos.map(({ url, thumbnailUrl }) => ({
      style_id: id,
      url,
      thumbnail_url: thumbnailUrl,
    })),
  )

export const skuRows = ({ styles }: Plan): readonly SkuRow[] =>
  styles.flatMap(({ id: style_id, skus }) =>
    skus.map(({ id, sku: { size, quantity } }) => ({ id, style_id, size, quantity })),
  )

const currencyOf = ({ prices }: StoreDocument) => prices[0]?.currency ?? DEFAULT_CURRENCY
