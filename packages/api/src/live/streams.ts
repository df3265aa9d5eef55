import { type Actor, AppError, requireAccount, type Services } from '@loadout/core'
import { channelsOf, type liveContract, readEvents } from '@loadout/core/live'
import { type EventFeed, toPosition } from '@loadout/infra'
import type { z } from 'zod'
import { createAdmission } from './admission.ts'
import { type Frame, PING_MS } from './frames.ts'
import { Hub } from './hub.ts'
import type { ObserveStream, StreamEnd } from './observe-stream.ts'
import { createWatch, type Watched } from './watch.ts'

/** Of one account in this process: tabs, and devices. */
const MAX_OF_ACCOUNT = 20
/** Of all. */
const MAX_STREAMS = 10_000

export type StreamInput = z.output<typeof liveContract.liveEventsInput>

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

export interface StreamsDeps {
  readonly services: Pick<Services, 'db' | 'clock' | 'log'>
  readonly feed: EventFeed
  readonly observe: ObserveStream
}

interface Stream extends Watched {
  readonly sink: Sink
  /** Nothing more is sent to it. May be called again. */
  readonly leave: (how: StreamEnd) => void
}

/** The streams of this process. */
export class Streams {
  readonly #deps: StreamsDeps
  readonly #streams = new Set<Stream>()
  readonly #ofAccount = new Map<number, number>()
  readonly #keepWatch: () => void
  readonly #admit: (who: Watched) => Promise<void>
  #hub: Hub | undefined
  #pings: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(deps: StreamsDeps) {
    this.#deps = deps
    const end = (stream: Stream) => this.#end(stream, 'not allowed')
    this.#keepWatch = createWatch(deps.services, this.#streams, end)
    this.#admit = createAdmission(deps.services)
  }

  /** To be asked before `open`. Throws UNAUTHENTICATED for who may not listen any more, and FORBIDDEN. */
  async admit(opener: Opener): Promise<void> {
    await this.#admit(watchedOf(opener))
  }

  /**
   * Opens a stream, for as long as its opener may listen; returns what is to be called when its reader has left, or
   * does not read. Throws UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED for one too many of an account, and UNAVAILABLE when
   * there are too many in all, or the server is about to stop.
   */
  open(opener: Opener, input: StreamInput, sink: Sink): (how: 'left' | 'slow') => void {
    const watched = watchedOf(opener)
    const listener = { channels: channelsOf(opener.actor, input), hear: sink.hear }
    this.#refuseTooMany(watched.accountId)
    const hub = this.#theHub()
    const observeEnd = this.#deps.observe()
    const stream: Stream = {
      ...watched,
      sink,
      leave: (how) => {
        if (!this.#remove(stream)) return
        hub.leave(listener)
        observeEnd(how)
      },
    }
    this.#add(stream)
    const { lastEventId } = input
    hub.join(listener, lastEventId === undefined ? null : toPosition(lastEventId))
    return stream.leave
  }

  /** Ends all, and takes no more: their clients come back to another process. */
  close(): void {
    this.#isClosed = true
    for (const stream of this.#streams) this.#end(stream, 'stopping')
  }

  /** The first stream has the events read, which goes on as long as the process does. */
  #theHub(): Hub {
    const { services, feed } = this.#deps
    this.#hub ??= new Hub({
      ...{ feed, log: services.log },
      read: (entries) => readEvents(services, entries),
    })
    return this.#hub
  }

  #refuseTooMany(accountId: number): void {
    if (this.#isClosed || this.#streams.size >= MAX_STREAMS) {
      throw new AppError('UNAVAILABLE', { retryAfterSeconds: 1 })
    }
    if ((this.#ofAccount.get(accountId) ?? 0) < MAX_OF_ACCOUNT) return
    const message = `An account has at most ${MAX_OF_ACCOUNT} streams at a time`
    throw new AppError('RATE_LIMITED', { message, retryAfterSeconds: 30 })
  }

  #add(stream: Stream): void {
    this.#streams.add(stream)
    this.#count(stream.accountId, 1)
    this.#pings ??= setInterval(() => this.#pingAll(), PING_MS).unref()
    this.#keepWatch()
  }

  #remove(stream: Stream): boolean {
    if (!this.#streams.delete(stream)) return false
    this.#count(stream.accountId, -1)
    if (this.#streams.size === 0) this.#pings = void clearInterval(this.#pings)
    return true
  }

  #count(accountId: number, change: 1 | -1): void {
    const left = (this.#ofAccount.get(accountId) ?? 0) + change
    if (left === 0) this.#ofAccount.delete(accountId)
    else this.#ofAccount.set(accountId, left)
  }

  #end({ leave, sink }: Stream, how: StreamEnd): void {
    leave(how)
    sink.end()
  }

  #pingAll(): void {
    for (const { sink } of this.#streams) sink.ping()
  }
}

function watchedOf({ actor, until }: Opener): Watched {
  const sessionId = actor.kind === 'account' ? actor.sessionId : undefined
  return {
    ...{ accountId: requireAccount(actor), until: until ?? Number.POSITIVE_INFINITY },
    ...(sessionId === undefined ? {} : { sessionId }),
  }
}
