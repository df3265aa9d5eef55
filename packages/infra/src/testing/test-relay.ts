import { startEventRelay } from '../events/event-relay.ts'
import type { PollLoop } from '../poll-loop.ts'
import type { TestInfra } from './test-infra.ts'

/** Relays the events of these services, as a worker does, and more often. */
export function startTestRelay(infra: TestInfra): PollLoop {
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = infra.config
  return startEventRelay({ services: infra, redisUrl, prefix, pollMs: 10 })
}
