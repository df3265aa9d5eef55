import { randomUUID } from 'node:crypto'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Services } from '@loadout/core'
import type { EventFeed, Infra } from '@loadout/infra'
import type { ApiDeps, ApiSettings } from '../src/api-deps.ts'

export const OPEN_SETTINGS: ApiSettings = {
  corsOrigins: [],
  trustedProxies: 0,
  rateLimits: { read: 0, write: 0, guest: 0, signIn: 0 },
  maxImportBytes: 10_000_000,
  requestBudgetMs: 2_000,
}

/** For apps whose streams are not listened to. */
export const SILENT_EVENTS: EventFeed = {
  listen() {},
  since: () => null,
  async close() {},
}

/** Dependencies of an app that runs inside the test, with real services. */
export function testDeps(
  services: Services & Pick<Infra, 'redis' | 'pingRedis'>,
  settings: Partial<ApiSettings> = {},
): ApiDeps & { readonly lifecycle: { draining: boolean } } {
  return {
    services,
    settings: { ...OPEN_SETTINGS, ...settings },
    version: '0.0.0-test',
    pingRedis: () => services.pingRedis(),
    counters: { redis: services.redis, prefix: `test-${randomUUID()}` },
    queues: [],
    remoteAddress: () => '192.0.2.1',
    serveStatic,
    events: SILENT_EVENTS,
    lifecycle: { draining: false, ending: new AbortController().signal },
  }
}
