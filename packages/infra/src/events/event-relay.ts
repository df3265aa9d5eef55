import type { Services } from '@loadout/core'
import { relayEvents } from '@loadout/core/events'
import { type PollLoop, startPollLoop } from '../poll-loop.ts'
import { closeRedis, createRedis } from '../redis.ts'
import { eventKeys } from './keys.ts'
import { publishEvents } from './publish.ts'

/** How often old events are let go of where no new ones come, milliseconds. */
const SWEEP_MS = 10_000

export interface EventRelayOptions {
  readonly services: Pick<Services, 'db' | 'log'>
  readonly redisUrl: string
  /** Of every Redis key. */
  readonly prefix: string
  /** How long a committed event may wait when nobody pokes, milliseconds. */
  readonly pollMs?: number
  /** Events per transaction. */
  readonly batch?: number
}

/**
 * Appends committed events to the stream until closed. Any number may run: one at a time is at it. While none is, or
 * Redis is away, events wait in the database.
 */
export function startEventRelay(options: EventRelayOptions): PollLoop {
  const { services, redisUrl: url, prefix, pollMs = 40, batch = 500 } = options
  const redis = createRedis({ url, profile: 'publish', log: services.log })
  const keys = eventKeys(prefix)
  let sweptAt = Number.NEGATIVE_INFINITY

  async function publish(events: Parameters<typeof publishEvents>[2]): Promise<void> {
    sweptAt = performance.now()
    await publishEvents(redis, keys, events)
  }

  async function step(): Promise<boolean> {
    const state = await relayEvents(services.db, batch, publish)
    if (performance.now() - sweptAt >= SWEEP_MS) await publish([])
    return state === 'more'
  }

  const loop = startPollLoop({
    ...{ step, pollMs, log: services.log, failing: 'events are not being relayed' },
  })
  return {
    poke: loop.poke,
    async close() {
      await loop.close()
      closeRedis(redis)
    },
  }
}
