import { vi } from 'vitest'
import type { ClientOptions } from '../../src/options.ts'
import type { SubscribeOptions } from '../../src/procedure.ts'
import { type Safe, safe } from '../../src/safe.ts'
import type { StreamEvent } from '../../src/stream/subscriber.ts'
import { rawClient } from './calls.ts'
import { type AnswerLine, EventServer } from './event-server.ts'
import { virtualTime } from './virtual-time.ts'

export const CHANNELS = { channels: ['notifications'] }
export const start = { type: 'start' }
export const resync = { type: 'resync' }

/** An event, as the n-th of its stream. */
export function nth(n: number): readonly [object, string] {
  return [{ type: 'unread', n }, `7.${n}`]
}

/** Somebody who takes all events, and what was taken. */
export interface Taking {
  readonly events: readonly StreamEvent[]
  /** How it ended. */
  readonly done: Promise<Safe<void>>
  readonly stream: AsyncGenerator<StreamEvent, void, undefined>
}

export function takeAll(stream: Taking['stream']): Taking {
  const events: StreamEvent[] = []
  const taking = async () => {
    for await (const event of stream) events.push(event)
  }
  return { events, done: safe(taking()), stream }
}

/** A client, and a server of streams, in virtual time. */
export function setUp(answer?: AnswerLine, options: Partial<ClientOptions> = {}) {
  const time = virtualTime()
  const server = new EventServer(() => time.now, answer)
  const client = rawClient({ url: 'https://api.test', fetch: server.fetch, ...options })
  const subscribe = (input: Record<string, unknown> = CHANNELS, call?: SubscribeOptions) =>
    takeAll(client.subscribe('live.events', input, call))
  return { time, server, client, subscribe }
}

/** Pauses are as long as they can be, until `virtualTime` ends. */
export function longestPauses(): void {
  vi.spyOn(Math, 'random').mockReturnValue(1)
}
