import type { Generated } from 'kysely'

export interface CacheChangeTable {
  id: Generated<number>
  kind: string
  row_id: number
  version: number
  created_at: Generated<Date>
}

export interface ChangeTables {
  cache_change: CacheChangeTable
}
