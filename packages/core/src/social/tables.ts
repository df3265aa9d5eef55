import type { Generated, GeneratedAlways } from 'kysely'
import type { BlockKind } from './contract.ts'

export interface FollowTable {
  id: GeneratedAlways<number>
  account_id: number
  /** One of these three. */
  followed_id: number | null
  product_id: number | null
  tag: string | null
  followed_at: Generated<Date>
}

export interface BlockTable {
  id: GeneratedAlways<number>
  account_id: number
  other_id: number
  kind: BlockKind
  since: Generated<Date>
}

export interface SocialTables {
  follow: FollowTable
  block: BlockTable
}
