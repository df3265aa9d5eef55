import type { Generated } from 'kysely'

export interface IdempotencyTables {
  idempotency_key: IdempotencyKeyTable
}

export interface IdempotencyKeyTable {
  /** SHA-256 of the caller and the key that it chose, hex. */
  key_hash: string
  /** Null: an API key's. */
  account_id: number | null
  /** SHA-256 of what was asked, hex. */
  request_hash: string
  /** JSON. */
  answer: string
  created_at: Generated<Date>
}
