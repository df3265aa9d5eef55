import type { Generated, JSONColumnType } from 'kysely'

/**
 * What an event points at. Numbers only: what is shown of them is read when it is delivered, so nothing that anybody
 * wrote, and no name, lies in a stream, and nobody is shown what has been taken back meanwhile.
 */
export type EventPayload = Readonly<Record<string, number>>

export interface EventTable {
  id: Generated<number>
  channel: string
  payload: JSONColumnType<EventPayload>
  created_at: Generated<Date>
}

export interface EventTables {
  event: EventTable
}
