import { QUEUES } from '@loadout/core/jobs'
import { createEventFeed, createInfra } from '@loadout/infra'
import { createJobProducer } from '@loadout/infra/jobs'
import packageJson from '../package.json' with { type: 'json' }
import type { ApiDeps } from './api-deps.ts'
import type { ApiConfig } from './env.ts'
import type { Lifecycle } from './server/lifecycle.ts'

/** What only the runtime can give: see `ApiDeps`. */
export type RuntimeDeps = Pick<ApiDeps, 'remoteAddress' | 'serveStatic'>

/** The composition root: everything the app needs, and how to close it. */
export function createDeps(
  config: ApiConfig,
  lifecycle: Lifecycle,
  runtime: RuntimeDeps,
): ApiDeps & { close(): Promise<void> } {
  const infra = createInfra(config.infra, { profile: 'api', maxStaleMs: config.maxStaleMs })
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = config.infra
  const producer = createJobProducer({
    ...{ redisUrl, prefix, log: infra.log },
  })
  const events = createEventFeed({ redisUrl, prefix, log: infra.log })
  return {
    ...runtime,
    services: infra,
    settings: config.settings,
    version: packageJson.version,
    pingRedis: () => infra.pingRedis(),
    counters: { redis: infra.redis, prefix },
    queues: QUEUES.map((name) => producer.queue(name)),
    events,
    lifecycle,
    async close() {
      await Promise.all([producer.close(), events.close()])
      await infra.close()
    },
  }
}
