import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { EventPayload } from './tables.ts'

/** Something that was committed, for whoever listens to its channel. */
export interface Event {
  readonly id: number
  readonly channel: string
  readonly payload: EventPayload
}

/** The end of a statement that announces what it does, from rows of `channel` and `payload`; see `announce`. */
export const announceRows = (rows: RawBuilder<unknown>) => sql`
  insert into event (channel, payload) ${rows}`

/** Deletes up to `limit` events and returns them in the order in which they were written. */
export async function takeEvents(tx: Kysely<Database>, limit: number): Promise<readonly Event[]> {
  const { rows } = await sql<Event>`
    delete from event where id in (select id from event order by id limit ${limit})
    returning id, channel, payload
  `.execute(tx)
  return rows.toSorted((a, b) => a.id - b.id)
}
