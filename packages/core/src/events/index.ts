export { announceRows, type Event, type EventPayload } from './queries.ts'
export { relayEvents } from './relay-events.ts'
