import type { Log } from '@loadout/core'
import type { liveContract } from '@loadout/core/live'
import type { Arrival, EventFeed, FeedEntry, Position } from '@loadout/infra'
import { type Frame, frameOf } from './frames.ts'

/** Who has missed more than so many events loads anew. */
const MAX_REPLAY = 500
/** Or than so many bytes: what is sent at once must fit into what a stream keeps, or its reader is cut off each time. */
const MAX_REPLAY_BYTES = 524_288

/**
 * Who is ahead waits for so many arrivals: the read that is under way, and the next, which brings all that was there.
 * Where that is not enough nobody knows what the place means.
 */
const MAX_WAITED = 2

/** Somebody who listens. */
export interface Listener {
  readonly channels: readonly string[]
  /** Must not throw, nor wait. */
  hear(frame: Frame): void
}

/** What is to be said of events, in their order; null: nothing. */
export type ReadEvents = (
  entries: readonly FeedEntry[],
) => Promise<readonly (liveContract.LiveEvent | null)[]>

/**
 * Brings the events of this process to those who listen: to each in their order, without a gap, or with `resync` where
 * there may be one.
 */
export interface Hub {
  /** `after`: the last event that the listener has got; null: it begins. */
  join(listener: Listener, after: Position | null): void
  /** May be called again. */
  leave(listener: Listener): void
}

interface Join {
  readonly listener: Listener
  readonly after: Position | null
  /** For how many arrivals, because it is ahead of them. */
  readonly waited: number
}

/** What a step has read. Null: that failed. */
type Frames = ReadonlyMap<FeedEntry, Frame> | null

export function createHub(deps: {
  readonly feed: Pick<EventFeed, 'listen' | 'since'>
  readonly read: ReadEvents
  readonly log: Log
}): Hub {
  const { feed, read, log } = deps
  const listeners = new Map<string, Set<Listener>>()
  const gone = new WeakSet<Listener>()
  const joining: Join[] = []
  /** Those who come from another process that is ahead of this one: what they have got is on its way here too. */
  const ahead: Join[] = []
  const arrived: Arrival[] = []
  /** Up to where everything was delivered. Null: nothing was heard of yet, and who joins waits. */
  let delivered: Position | null = null
  let isAtWork = false

  feed.listen((arrival) => {
    arrived.push(arrival)
    void work()
  })

  /** One step at a time, so that nothing overtakes what was read before it. */
  async function work(): Promise<void> {
    if (isAtWork) return
    isAtWork = true
    try {
      while (arrived.length > 0 || (joining.length > 0 && delivered !== null)) await step()
    } finally {
      isAtWork = false
    }
  }

  /** Takes in who has come, at the place that was reached, then delivers what came next. */
  async function step(): Promise<void> {
    const here = delivered
    const joins = here === null ? [] : thoseReached(here)
    const missed = joins.map((join) => (here === null ? null : missedBy(join, here)))
    const arrival = arrived.shift()
    const next = (arrival?.entries ?? []).filter(({ channel }) => isHeard(channel, joins))
    const frames = await readFrames([...missed.flatMap((entries) => entries ?? []), ...next])
    for (const [index, join] of joins.entries()) {
      if (here !== null) welcome(join, greetingOf(join, here, missed[index] ?? null, frames))
    }
    if (arrival !== undefined) deliver(arrival, next, frames)
  }

  /** Those who have come, but for who is to wait for the next arrival. */
  function thoseReached(here: Position): readonly Join[] {
    const isToWait = ({ after, waited }: Join) =>
      after?.epoch === here.epoch && after.seq > here.seq && waited < MAX_WAITED
    const all = joining.splice(0).filter(({ listener }) => !gone.has(listener))
    const waiting = all.filter(isToWait)
    ahead.push(...waiting.map((join) => ({ ...join, waited: join.waited + 1 })))
    return all.filter((join) => !isToWait(join))
  }

  /** What one who comes back has not got; null if nobody can tell, or it is too much. */
  function missedBy({ listener, after }: Join, here: Position): readonly FeedEntry[] | null {
    if (after === null) return []
    const entries = feed.since(after)
    if (entries === null || after.epoch !== here.epoch || after.seq > here.seq) return null
    const own = entries.filter(
      ({ channel, seq }) => seq <= here.seq && listener.channels.includes(channel),
    )
    const latest = latestOfEach(own)
    return latest.length > MAX_REPLAY ? null : latest
  }

  function isHeard(channel: string, joins: readonly Join[]): boolean {
    return (
      listeners.has(channel) || joins.some(({ listener }) => listener.channels.includes(channel))
    )
  }

  async function readFrames(entries: readonly FeedEntry[]): Promise<Frames> {
    if (entries.length === 0) return new Map()
    const all = [...new Set(entries)]
    try {
      const events = await read(all)
      return new Map(
        all.flatMap((entry, index) => {
          const event = events[index] ?? null
          return event === null ? [] : [[entry, frameOf(event, entry)] as const]
        }),
      )
    } catch (error) {
      log.warn('events cannot be read', { error, events: all.length })
      return null
    }
  }

  function welcome({ listener }: Join, greeting: readonly Frame[]): void {
    if (gone.has(listener)) return
    for (const channel of listener.channels) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
    }
    for (const frame of greeting) listener.hear(frame)
  }

  function deliver(arrival: Arrival, entries: readonly FeedEntry[], frames: Frames): void {
    delivered = arrival.end
    joining.push(...ahead.splice(0))
    if (arrival.isAfterGap) resync(everybody(), arrival.end)
    else if (frames === null) resync(listenersOf(entries), arrival.end)
    else tell(entries, frames)
  }

  function tell(entries: readonly FeedEntry[], frames: ReadonlyMap<FeedEntry, Frame>): void {
    for (const entry of entries) {
      const frame = frames.get(entry)
      if (frame === undefined) continue
      for (const listener of listeners.get(entry.channel) ?? []) listener.hear(frame)
    }
  }

  function resync(who: Iterable<Listener>, at: Position): void {
    const frame = frameOf({ type: 'resync' }, at)
    for (const listener of who) listener.hear(frame)
  }

  const everybody = () => new Set([...listeners.values()].flatMap((all) => [...all]))

  const listenersOf = (entries: readonly FeedEntry[]) =>
    new Set(entries.flatMap(({ channel }) => [...(listeners.get(channel) ?? [])]))

  return {
    join(listener, after) {
      joining.push({ listener, after, waited: 0 })
      void work()
    },
    leave(listener) {
      gone.add(listener)
      for (const channel of listener.channels) {
        const others = listeners.get(channel)
        others?.delete(listener)
        if (others?.size === 0) listeners.delete(channel)
      }
    },
  }
}

/** What one hears who has just come to the place `here`. */
function greetingOf(
  { after }: Join,
  here: Position,
  missed: readonly FeedEntry[] | null,
  frames: Frames,
): readonly Frame[] {
  if (after === null) return [frameOf({ type: 'start' }, here)]
  if (missed === null || frames === null) return [frameOf({ type: 'resync' }, here)]
  const told = missed.flatMap((entry) => frames.get(entry) ?? [])
  const bytes = told.reduce((sum, frame) => sum + frame.bytes.length, 0)
  return bytes > MAX_REPLAY_BYTES ? [frameOf({ type: 'resync' }, here)] : told
}

/** Events say how things are now: of several that point at the same, the last one does. */
function latestOfEach(entries: readonly FeedEntry[]): readonly FeedEntry[] {
  const latest = new Map<string, FeedEntry>()
  for (const entry of entries) {
    const key = `${entry.channel} ${JSON.stringify(entry.payload)}`
    latest.delete(key)
    latest.set(key, entry)
  }
  return [...latest.values()]
}
