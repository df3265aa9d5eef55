import { QUEUES } from '@loadout/core/jobs'
import { createInfra } from '@loadout/infra'
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
  const producer = createJobProducer({
    redisUrl: config.infra.REDIS_URL,
    prefix: config.infra.QUEUE_PREFIX,
    log: infra.log,
  })
  return {
    ...runtime,
    services: infra,
    settings: config.settings,
    version: packageJson.version,
    pingRedis: () => infra.pingRedis(),
    counters: { redis: infra.redis, prefix: config.infra.QUEUE_PREFIX },
    queues: QUEUES.map((name) => producer.queue(name)),
    lifecycle,
    async close() {
      await producer.close()
      await infra.close()
    },
  }
}
