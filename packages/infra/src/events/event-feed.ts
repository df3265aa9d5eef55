import type { Log } from '@loadout/core'
import type { EventPayload } from '@loadout/core/events'
import type { Redis } from 'ioredis'
import { startPollLoop } from '../poll-loop.ts'
import { closeRedis, createRedis } from '../redis.ts'
import { type EventKeys, eventKeys } from './keys.ts'
import { type Position, toEntryId, toPosition } from './position.ts'
import { MAX_EVENTS, publishEvents } from './publish.ts'
import { createTail, type Tail } from './tail.ts'

/** A read waits for so long for the next event; then it is looked whether the stream is still the same. Milliseconds. */
const BLOCK_MS = 1_500
/** Events per read. */
const BATCH = 1_000

/** An event in its place. */
export interface FeedEntry extends Position {
  readonly channel: string
  readonly payload: EventPayload
}

/** The events that came next. */
export interface Arrival {
  readonly entries: readonly FeedEntry[]
  /** Of the last one. */
  readonly end: Position
  /** Events may have been missed before these. */
  readonly isAfterGap: boolean
}

/** All events, as one process hears of them. */
export interface EventFeed {
  /**
   * Begins to read, with one connection, and calls back in the order of the events until closed: first, once Redis
   * answers, with where the stream is.
   */
  listen(heard: (arrival: Arrival) => void): void
  /** What came after a place, as far as it was heard of; null if that cannot be told. */
  since(place: Position): readonly FeedEntry[] | null
  /** May be called again. */
  close(): Promise<void>
}

export interface EventFeedOptions {
  readonly redisUrl: string
  /** Of every Redis key. */
  readonly prefix: string
  readonly log: Log
  /** Events that streams can go on after. */
  readonly tail?: number
}

/** Connects when somebody listens. */
export function createEventFeed(options: EventFeedOptions): EventFeed {
  let reader: Reader | undefined
  return {
    listen(heard) {
      reader ??= startReader(options, heard)
    },
    since: (place) => reader?.since(place) ?? null,
    async close() {
      await reader?.close()
    },
  }
}

type Reader = Pick<EventFeed, 'since' | 'close'>

function startReader(
  { redisUrl: url, prefix, log, tail: most = MAX_EVENTS }: EventFeedOptions,
  heard: (arrival: Arrival) => void,
): Reader {
  const redis = createRedis({ url, profile: 'blocking', log })
  const keys = eventKeys(prefix)
  let tail: Tail<FeedEntry> | undefined
  let isClosed = false

  /** Where the stream is now, with as much of its past as there is. */
  async function begin(): Promise<void> {
    const past = await readPast(redis, keys, most)
    tail = createTail(past.start, most)
    for (const entry of past.entries) tail.push(entry)
    heard({ entries: [], end: tail.end, isAfterGap: true })
  }

  async function readOn(known: Tail<FeedEntry>): Promise<void> {
    const entries = await readNext(redis, keys, known.end)
    if (entries.length === 0) {
      const { epoch, seq } = await publishEvents(redis, keys, [])
      const isSame = epoch === known.end.epoch && seq >= known.end.seq
      if (!isSame) tail = undefined
      return
    }
    const next = entries.filter((entry) => known.push(entry))
    if (next.length > 0) heard({ entries: next, end: known.end, isAfterGap: false })
    // Another epoch, or this process was so slow that what comes next is gone.
    if (next.length < entries.length) tail = undefined
  }

  const loop = startPollLoop({
    async step() {
      try {
        await (tail === undefined ? begin() : readOn(tail))
      } catch (error) {
        if (!isClosed) throw error
      }
      return true
    },
    ...{ pollMs: 50, log, failing: 'events are not being read' },
  })
  return {
    since: (place) => tail?.since(place) ?? null,
    async close() {
      isClosed = true
      const closed = loop.close()
      // A read that waits ends with its connection.
      closeRedis(redis)
      await closed
    },
  }
}

/** The last `most` events, all of one epoch, and the place before them. */
async function readPast(
  redis: Redis,
  keys: EventKeys,
  most: number,
): Promise<{ readonly start: Position; readonly entries: readonly FeedEntry[] }> {
  const head = await publishEvents(redis, keys, [])
  const rows = await redis.xrevrange(keys.stream, toEntryId(head), '-', 'COUNT', most)
  const latest = rows.map(toEntry)
  const other = latest.findIndex(
    ({ epoch, seq }, index) => epoch !== head.epoch || seq !== head.seq - index,
  )
  const entries = (other === -1 ? latest : latest.slice(0, other)).reverse()
  return { start: { ...head, seq: head.seq - entries.length }, entries }
}

async function readNext(
  redis: Redis,
  keys: EventKeys,
  after: Position,
): Promise<readonly FeedEntry[]> {
  const reply = await redis.xread(
    ...(['COUNT', BATCH, 'BLOCK', BLOCK_MS, 'STREAMS'] as const),
    ...[keys.stream, toEntryId(after)],
  )
  return reply?.[0]?.[1].map(toEntry) ?? []
}

function toEntry([id, fields]: [id: string, fields: string[]]): FeedEntry {
  const [, channel = '', , payload = ''] = fields
  return { ...toPosition(id), channel, payload: toPayload(payload) }
}

/** Whoever may use the server may write there: what is none of ours points at nothing. */
function toPayload(json: string): EventPayload {
  try {
    return JSON.parse(json)
  } catch {
    return {}
  }
}
