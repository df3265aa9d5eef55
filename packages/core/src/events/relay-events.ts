import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { type RelayState, relayInTurn } from '../db/relay-in-turn.ts'
import { type Event, takeEvents } from './queries.ts'

/**
 * Hands up to `limit` committed events to `publish`, oldest first. They are gone only when `publish` has resolved, so
 * it must be idempotent by their ids. One relay at a time: all streams have them in one order.
 */
export function relayEvents(
  db: Kysely<Database>,
  limit: number,
  publish: (events: readonly Event[]) => Promise<void>,
): Promise<RelayState> {
  return relayInTurn(db, 'event', async (tx) => {
    const events = await takeEvents(tx, limit)
    if (events.length > 0) await publish(events)
    return events.length === limit
  })
}
