export { claimOutbox } from './claim-outbox.ts'
export { enqueue } from './enqueue.ts'
export { type OutboxEntry, outboxBacklog } from './queries.ts'
