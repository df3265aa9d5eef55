/** What sends jobs and carries the outbox: of long-running processes. The command line needs none of it. */
// biome-ignore-start lint/performance/noBarrelFile: the entry `@loadout/infra/jobs`
export { type Relay, type RelayOptions, startRelay } from '../outbox/relay.ts'
export {
  createJobProducer,
  type JobProducer,
  type JobProducerOptions,
  jobIdOf,
  retryOptions,
} from './producer.ts'
// biome-ignore-end lint/performance/noBarrelFile: the entry `@loadout/infra/jobs`
