import type { Generated, GeneratedAlways } from 'kysely'
import type { Review } from './contract.ts'

export interface ReviewTable {
  id: Generated<number>
  product_id: number
  account_id: number | null
  rating: number
  recommend: boolean
  status: Generated<number>
  verified: Generated<boolean>
  playtime_minutes: number | null
  helpful: Generated<number>
  unhelpful: Generated<number>
  imported_helpful: Generated<number>
  revision: Generated<number>
  created_at: Generated<Date>
  edited_at: Date | null
  responded_at: Date | null
  summary: Generated<string>
  body: string
  author_name: string
  author_email: string | null
  response: string | null
  wilson: GeneratedAlways<number>
  relevance: GeneratedAlways<number>
}

export interface ReviewPhotoTable {
  id: Generated<number>
  review_id: number
  url: string
}

export interface ReviewRevisionTable {
  review_id: number
  revision: number
  rating: number
  recommend: boolean
  summary: string
  body: string
  photos: Review['photos']
  characteristics: Review['characteristics']
  replaced_at: Generated<Date>
}

export interface CategoryCharacteristicTable {
  category: string
  name: string
  position: Generated<number>
}

export interface CharacteristicTable {
  id: Generated<number>
  product_id: number
  name: string
  value_sum: Generated<number>
  value_count: Generated<number>
}

export interface CharacteristicReviewTable {
  id: Generated<number>
  characteristic_id: number
  review_id: number
  value: number
}

export interface OwnershipTable {
  account_id: number
  product_id: number
  playtime_minutes: Generated<number>
  since: Generated<Date>
}

export interface ReviewTables {
  review: ReviewTable
  review_photo: ReviewPhotoTable
  review_revision: ReviewRevisionTable
  category_characteristic: CategoryCharacteristicTable
  characteristic: CharacteristicTable
  characteristic_review: CharacteristicReviewTable
  ownership: OwnershipTable
}
