export { announceRows, type Event } from './queries.ts'
export { relayEvents } from './relay-events.ts'
export type { EventPayload } from './tables.ts'
