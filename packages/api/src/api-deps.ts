import type { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import type { serveStatic } from '@hono/node-server/serve-static'
import type { Services } from '@loadout/core'
import type { EventFeed } from '@loadout/infra'
import type { RateClass } from './http/rate-limits.ts'
import type { SharedCounters } from './http/shared-limiter.ts'
import type { Lifecycle } from './server/lifecycle.ts'

/** Everything `createApp` needs. Made once per process, in `deps.ts`. */
export interface ApiDeps {
  readonly services: Services
  readonly settings: ApiSettings
  readonly version: string
  /** Rejects when Redis does not answer. */
  readonly pingRedis: () => Promise<void>
  /** Where the limits count that all processes share. */
  readonly counters: SharedCounters
  /** The queues the job dashboard shows. */
  readonly queues: readonly DashboardQueue[]
  /** What happens, for the streams of this process. */
  readonly events: EventFeed
  /** Address of the peer of the connection; the runtime knows. */
  readonly remoteAddress: (connection: Connection) => string | undefined
  /** How this runtime serves the dashboard's own files. */
  readonly serveStatic: typeof serveStatic
  readonly lifecycle: Lifecycle
}

/** A request and what the runtime says of where it came by: a `Context` of Hono is one. */
export interface Connection {
  readonly env: unknown
  readonly req: { readonly raw: Request }
}

/** A BullMQ queue, as the dashboard's adapter wants it. */
export type DashboardQueue = ConstructorParameters<typeof BullMQAdapter>[0]

export interface ApiSettings {
  /** Origins that browsers may call from; none by default. */
  readonly corsOrigins: readonly string[]
  /** Proxies of ours in front of this process. */
  readonly trustedProxies: number
  /** Procedures per window and caller; 0: not limited. */
  readonly rateLimits: Readonly<Record<RateClass, number>>
  /** Of a file that is sent to be imported. */
  readonly maxImportBytes: number
  /** Milliseconds that one tRPC request may take. */
  readonly requestBudgetMs: number
}
