import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { ProductKind } from './contract.ts'
import type { ReleasePrecision } from './game/contract.ts'

export interface ProductTable {
  id: Generated<number>
  kind: ProductKind
  status: Generated<'active' | 'hidden'>
  slug: string
  name: string
  tagline: Generated<string>
  description: Generated<string>
  category: Generated<string>
  tags: Generated<string[]>
  genres: Generated<string[]>
  platforms: Generated<string[]>
  currency: Generated<string>
  price: number | null
  sale_price: number | null
  base_id: number | null
  released_on: string | null
  release_precision: ReleasePrecision | null
  revision: Generated<number>
  created_at: Generated<Date>
  updated_at: Generated<Date>
  folded_name: GeneratedAlways<string>
  search: GeneratedAlways<string>
  body_search: GeneratedAlways<string>
}

export interface ProductSummaryTable {
  product_id: number
  version: Generated<number>
  rating_1: Generated<number>
  rating_2: Generated<number>
  rating_3: Generated<number>
  rating_4: Generated<number>
  rating_5: Generated<number>
  recommended: Generated<number>
  not_recommended: Generated<number>
  questions: Generated<number>
  bombed_since: Date | null
  score: GeneratedAlways<number>
}

export interface ProductFeatureTable {
  id: Generated<number>
  product_id: number
  name: string
  value: string | null
}

export interface ProductMediaTable {
  id: Generated<number>
  product_id: number
  kind: 'image' | 'screenshot' | 'trailer'
  url: string
  thumbnail_url: string | null
  position: Generated<number>
}

export interface ProductSourceTable {
  source: string
  key: string
  product_id: number
  content_hash: string
}

export interface SlugHistoryTable {
  slug: string
  product_id: number
  ended_at: Generated<Date>
}

export interface PriceTable {
  product_id: number
  currency: string
  amount: number
  sale_amount: number | null
}

export interface PriceHistoryTable {
  id: GeneratedAlways<number>
  product_id: number
  style_id: number | null
  currency: string
  amount: number | null
  sale_amount: number | null
  ended_at: Generated<Date>
}

export interface StyleTable {
  id: Generated<number>
  product_id: number
  name: string
  original_price: number
  sale_price: number | null
  is_default: Generated<boolean>
}

export interface StylePhotoTable {
  id: Generated<number>
  style_id: number
  url: string
  thumbnail_url: string | null
}

export interface SkuTable {
  id: Generated<number>
  style_id: number
  size: string | null
  quantity: number
  reserved: Generated<number>
}

export interface StockReservationTable {
  id: Generated<number>
  sku_id: number
  account_id: number | null
  quantity: number
  state: Generated<'held' | 'taken' | 'released'>
  created_at: Generated<Date>
  expires_at: Date
}

export interface RelatedProductTable {
  id: Generated<number>
  product_id: number
  related_id: number
}

export interface ComputedRelatedTable {
  product_id: number
  position: number
  related_id: number
  score: number
}

export interface CompanyTable {
  id: Generated<number>
  name: string
  slug: string
  folded_name: GeneratedAlways<string>
}

export interface ProductCompanyTable {
  product_id: number
  company_id: number
  role: 'developer' | 'publisher'
  position: Generated<number>
}

export interface GameReleaseTable {
  product_id: number
  position: number
  platform: string
  region: string | null
  earliest: string | null
  latest: string | null
  precision: ReleasePrecision
}

export interface GameDetailTable {
  product_id: number
  titles: JSONColumnType<object[], string | undefined, string>
  modes: Generated<string[]>
  age_ratings: JSONColumnType<object[], string | undefined, string>
  requirements: JSONColumnType<object[], string | undefined, string>
  languages: JSONColumnType<object[], string | undefined, string>
  critic_reviews: JSONColumnType<object[], string | undefined, string>
  achievements: JSONColumnType<object[], string | undefined, string>
  socials: JSONColumnType<object[], string | undefined, string>
  elsewhere: JSONColumnType<object[], string | undefined, string>
  critic_summary: GeneratedAlways<object>
}

export interface InteractionTable {
  id: GeneratedAlways<number>
  account_id: number | null
  product_id: number | null
  element: string
  widget: string
  time: string
  received_at: Generated<Date>
}

export interface CatalogueStateTable {
  only_row: Generated<boolean>
  epoch: Generated<number>
}

export interface CatalogTables {
  catalogue_state: CatalogueStateTable
  product: ProductTable
  product_summary: ProductSummaryTable
  product_feature: ProductFeatureTable
  product_media: ProductMediaTable
  product_source: ProductSourceTable
  slug_history: SlugHistoryTable
  price: PriceTable
  price_history: PriceHistoryTable
  style: StyleTable
  style_photo: StylePhotoTable
  sku: SkuTable
  stock_reservation: StockReservationTable
  related_product: RelatedProductTable
  computed_related: ComputedRelatedTable
  company: CompanyTable
  product_company: ProductCompanyTable
  game_release: GameReleaseTable
  game_detail: GameDetailTable
  interaction: InteractionTable
}
