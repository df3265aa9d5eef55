import { type Actor, AppError, requireAccount, type Services } from '@loadout/core'
import { channelsOf, type liveContract, readEvents } from '@loadout/core/live'
import { type EventFeed, toPosition } from '@loadout/infra'
import type { z } from 'zod'
import type { Metrics, StreamEnd } from '../ops/metrics.ts'
import { createAdmission } from './admission.ts'
import { type Frame, PING_MS } from './frames.ts'
import { createHub, type Hub } from './hub.ts'
import { createWatch, type Watched } from './watch.ts'

/** Of one account in this process: tabs, and devices. */
const MAX_OF_ACCOUNT = 20
/** Of all. */
const MAX_STREAMS = 10_000

type Input = z.output<typeof liveContract.liveEventsInput>

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
  /** To be asked before `open`. Throws UNAUTHENTICATED for who may not listen any more, and FORBIDDEN. */
  admit(opener: Opener): Promise<void>
  /**
   * Opens a stream, for as long as its opener may listen; returns what is to be called when its reader has left, or
   * does not read. Throws UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED for one too many of an account, and UNAVAILABLE when
   * there are too many in all, or the server is about to stop.
   */
  open(opener: Opener, input: Input, sink: Sink): (how: 'left' | 'slow') => void
  /** Ends all, and takes no more: their clients come back to another process. */
  close(): void
}

interface Stream extends Watched {
  readonly sink: Sink
  /** Nothing more is sent to it. May be called again. */
  readonly leave: (how: StreamEnd) => void
}

export function createStreams(
  services: Pick<Services, 'db' | 'clock' | 'log'>,
  { feed, metrics }: { readonly feed: EventFeed; readonly metrics: Pick<Metrics, 'observeStream'> },
): Streams {
  const streams = new Set<Stream>()
  const ofAccount = new Map<number, number>()
  const keepWatch = createWatch(services, streams, (stream) => end(stream, 'not allowed'))
  const admit = createAdmission(services)
  let isClosed = false
  let hub: Hub | undefined
  let pings: NodeJS.Timeout | undefined

  /** The first stream has the events read, which goes on as long as the process does. */
  const theHub = () => {
    hub ??= createHub({
      ...{ feed, log: services.log },
      read: (entries) => readEvents(services, entries),
    })
    return hub
  }

  function refuseTooMany(accountId: number): void {
    if (isClosed || streams.size >= MAX_STREAMS) {
      throw new AppError('UNAVAILABLE', { retryAfterSeconds: 1 })
    }
    if ((ofAccount.get(accountId) ?? 0) < MAX_OF_ACCOUNT) return
    const message = `An account has at most ${MAX_OF_ACCOUNT} streams at a time`
    throw new AppError('RATE_LIMITED', { message, retryAfterSeconds: 30 })
  }

  function count(accountId: number, change: 1 | -1): void {
    const left = (ofAccount.get(accountId) ?? 0) + change
    if (left === 0) ofAccount.delete(accountId)
    else ofAccount.set(accountId, left)
  }

  function end({ leave, sink }: Stream, how: StreamEnd): void {
    leave(how)
    sink.end()
  }

  function add(stream: Stream): void {
    streams.add(stream)
    count(stream.accountId, 1)
    pings ??= setInterval(pingAll, PING_MS).unref()
    keepWatch()
  }

  function remove(stream: Stream): boolean {
    if (!streams.delete(stream)) return false
    count(stream.accountId, -1)
    if (streams.size === 0) pings = void clearInterval(pings)
    return true
  }

  function pingAll(): void {
    for (const { sink } of streams) sink.ping()
  }

  return {
    admit: async (opener) => await admit(watchedOf(opener)),
    open(opener, input, sink) {
      const { actor } = opener
      const accountId = requireAccount(actor)
      const listener = { channels: channelsOf(actor, input), hear: sink.hear }
      refuseTooMany(accountId)
      const ended = metrics.observeStream()
      const stream: Stream = {
        ...watchedOf(opener),
        sink,
        leave(how) {
          if (!remove(stream)) return
          theHub().leave(listener)
          ended(how)
        },
      }
      add(stream)
      const { lastEventId } = input
      theHub().join(listener, lastEventId === undefined ? null : toPosition(lastEventId))
      return stream.leave
    },
    close() {
      isClosed = true
      for (const stream of streams) end(stream, 'stopping')
    },
  }
}

function watchedOf({ actor, until }: Opener): Watched {
  const sessionId = actor.kind === 'account' ? actor.sessionId : undefined
  return {
    ...{ accountId: requireAccount(actor), until: until ?? Number.POSITIVE_INFINITY },
    ...(sessionId === undefined ? {} : { sessionId }),
  }
}
