import type { Generated, JSONColumnType } from 'kysely'

/** Work to hand to Redis, written in the transaction that causes it. */
export interface OutboxTable {
  id: Generated<number>
  /** Job name of the catalogue. */
  job: string
  payload: JSONColumnType<Record<string, unknown>>
  created_at: Generated<Date>
}
