export { channelsOf } from './channels-of.ts'
export type { LiveEvent } from './contract.ts'
export * as liveContract from './contract.ts'
export { readEvents } from './read-events.ts'
