import { type Actor, AppError, requireAccount, type Services } from '@loadout/core'
import { type Admitted, findGone } from '@loadout/core/accounts'
import { channelsOf, type liveContract, readEvents } from '@loadout/core/live'
import { type EventFeed, toPosition } from '@loadout/infra'
import type { z } from 'zod'
import { type Frame, PING_MS } from './frames.ts'
import { createHub, type Hub } from './hub.ts'

/** Of one account in this process: tabs, and devices. */
const MAX_OF_ACCOUNT = 20
/** Of all. */
const MAX_STREAMS = 10_000
/** How often it is asked whether those who listen still may, milliseconds: nobody does for a second longer. */
const WATCH_MS = 600

/** Who opens a stream. */
export interface Opener {
  readonly actor: Actor
  /** When what proved it runs out, milliseconds since 1970; null: never. */
  readonly until: number | null
}

/** Where a stream goes. Nothing of it may throw, or wait. */
export interface Sink {
  hear(frame: Frame): void
  /** Nothing has happened, and the line is still there. */
  ping(): void
  end(): void
}

/** The streams of this process. */
export interface Streams {
  /**
   * Opens a stream, for as long as its opener may listen; returns what ends it from the other side. Throws
   * UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED for one too many of an account, and UNAVAILABLE when there are too many in
   * all, or the server is about to stop.
   */
  open(opener: Opener, input: z.output<typeof liveContract.liveEventsInput>, sink: Sink): () => void
  /** How many there are. */
  count(): number
  /** Ends all, and takes no more: their clients come back to another process. */
  close(): void
}

interface Stream extends Admitted {
  readonly until: number
  readonly sink: Sink
}

export function createStreams(
  services: Pick<Services, 'db' | 'clock' | 'log'>,
  feed: EventFeed,
): Streams {
  const { log, clock } = services
  const streams = new Map<Stream, () => void>()
  let isClosed = false
  let hub: Hub | undefined
  let pings: NodeJS.Timeout | undefined
  let watch: NodeJS.Timeout | undefined

  /** The first stream has the events read, which goes on as long as the process does. */
  const theHub = () => {
    hub ??= createHub({ feed, log, read: (entries) => readEvents(services, entries) })
    return hub
  }

  function refuseTooMany(accountId: number): void {
    if (isClosed || streams.size >= MAX_STREAMS) {
      throw new AppError('UNAVAILABLE', { retryAfterSeconds: 1 })
    }
    let own = 0
    for (const stream of streams.keys()) own += Number(stream.accountId === accountId)
    if (own < MAX_OF_ACCOUNT) return
    const message = `An account has at most ${MAX_OF_ACCOUNT} streams at a time`
    throw new AppError('RATE_LIMITED', { message, retryAfterSeconds: 30 })
  }

  function end(stream: Stream): void {
    streams.get(stream)?.()
    stream.sink.end()
  }

  async function endThoseGone(): Promise<void> {
    const now = clock.now().getTime()
    for (const stream of streams.keys()) if (stream.until <= now) end(stream)
    try {
      for (const stream of await findGone(services, [...streams.keys()])) end(stream)
    } catch (error) {
      // Nothing is read for anybody either, as long as the database does not answer.
      log.warn('streams cannot be checked', { error, streams: streams.size })
    }
  }

  function keepWatch(): void {
    if (watch !== undefined || streams.size === 0) return
    watch = setTimeout(async () => {
      await endThoseGone()
      watch = undefined
      keepWatch()
    }, WATCH_MS).unref()
  }

  function pingAll(): void {
    for (const { sink } of streams.keys()) sink.ping()
  }

  return {
    open({ actor, until }, input, sink) {
      const accountId = requireAccount(actor)
      const channels = channelsOf(actor, input)
      refuseTooMany(accountId)
      const sessionId = actor.kind === 'account' ? actor.sessionId : undefined
      const stream: Stream = {
        ...{ accountId, sink, until: until ?? Number.POSITIVE_INFINITY },
        ...(sessionId === undefined ? {} : { sessionId }),
      }
      const listener = { channels, hear: sink.hear }
      const leave = () => {
        streams.delete(stream)
        theHub().leave(listener)
        if (streams.size > 0) return
        clearInterval(pings)
        pings = undefined
      }
      streams.set(stream, leave)
      pings ??= setInterval(pingAll, PING_MS).unref()
      keepWatch()
      const { lastEventId } = input
      theHub().join(listener, lastEventId === undefined ? null : toPosition(lastEventId))
      return leave
    },
    count: () => streams.size,
    close() {
      isClosed = true
      for (const stream of [...streams.keys()]) end(stream)
    },
  }
}
