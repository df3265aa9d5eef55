import type { Generated, JSONColumnType } from 'kysely'
import type { EventPayload } from './queries.ts'

export interface EventTable {
  id: Generated<number>
  channel: string
  payload: JSONColumnType<EventPayload>
  created_at: Generated<Date>
}

export interface EventTables {
  event: EventTable
}
