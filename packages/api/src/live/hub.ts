import type { Log } from '@loadout/core'
import type { liveContract } from '@loadout/core/live'
import type { Arrival, EventFeed, FeedEntry, Position } from '@loadout/infra'
import { type Frame, frameOf } from './frames.ts'
import { type Listener, Listeners } from './listeners.ts'

/** Who has missed more than so many events loads anew. */
const MAX_REPLAY = 500
/** Or than so many bytes: what is sent at once must fit into what a stream keeps, or its reader is cut off each time. */
const MAX_REPLAY_BYTES = 524_288

/**
 * Who is ahead waits for so many arrivals: the read that is under way, and the next, which brings all that was there.
 * Where that is not enough nobody knows what the place means.
 */
const MAX_WAITED = 2

/** What is to be said of events, in their order; null: nothing. */
export type ReadEvents = (
  entries: readonly FeedEntry[],
) => Promise<readonly (liveContract.LiveEvent | null)[]>

export interface HubDeps {
  readonly feed: Pick<EventFeed, 'listen' | 'since'>
  readonly read: ReadEvents
  readonly log: Log
}

interface Join {
  readonly listener: Listener
  readonly after: Position | null
  /** For how many arrivals, because it is ahead of them. */
  readonly waited: number
}

/** What a step has read. Null: that failed. */
type Frames = ReadonlyMap<FeedEntry, Frame> | null

/**
 * Brings the events of this process to those who listen: to each in their order, without a gap, or with `resync` where
 * there may be one. One step at a time, so that nothing overtakes what was read before it.
 */
export class Hub {
  readonly #deps: HubDeps
  readonly #listeners = new Listeners()
  readonly #joining: Join[] = []
  /** Those who come from another process that is ahead of this one: what they have got is on its way here too. */
  readonly #ahead: Join[] = []
  readonly #arrived: Arrival[] = []
  /** Up to where everything was delivered. Null: nothing was heard of yet, and who joins waits. */
  #delivered: Position | null = null
  #isAtWork = false

  constructor(deps: HubDeps) {
    this.#deps = deps
    deps.feed.listen((arrival) => {
      this.#arrived.push(arrival)
      void this.#work()
    })
  }

  /** `after`: the last event that the listener has got; null: it begins. */
  join(listener: Listener, after: Position | null): void {
    this.#joining.push({ listener, after, waited: 0 })
    void this.#work()
  }

  /** May be called again. */
  leave(listener: Listener): void {
    this.#listeners.remove(listener)
    // Where nothing happens, nothing else would take them out.
    const at = this.#ahead.findIndex((join) => join.listener === listener)
    if (at !== -1) this.#ahead.splice(at, 1)
  }

  async #work(): Promise<void> {
    if (this.#isAtWork) return
    this.#isAtWork = true
    while (this.#arrived.length > 0 || (this.#joining.length > 0 && this.#delivered !== null)) {
      await this.#step()
    }
    this.#isAtWork = false
  }

  /** Takes in who has come, at the place that was reached, then delivers what came next. */
  async #step(): Promise<void> {
    const here = this.#delivered
    const joins = here === null ? [] : this.#thoseReached(here)
    const missed = joins.map((join) => (here === null ? null : this.#missedBy(join, here)))
    const arrival = this.#arrived.shift()
    const next = (arrival?.entries ?? []).filter(({ channel }) => this.#isHeard(channel, joins))
    const frames = await this.#readFrames([...missed.flatMap((all) => all ?? []), ...next])
    for (const [index, join] of joins.entries()) {
      if (here === null) continue
      this.#listeners.add(join.listener, greetingOf(join, here, missed[index] ?? null, frames))
    }
    if (arrival !== undefined) this.#deliver(arrival, next, frames)
  }

  /** Those who have come, but for who is to wait for the next arrival. */
  #thoseReached(here: Position): readonly Join[] {
    const isToWait = ({ after, waited }: Join) =>
      after?.epoch === here.epoch && after.seq > here.seq && waited < MAX_WAITED
    const all = this.#joining.splice(0)
    const waiting = all.filter(isToWait)
    this.#ahead.push(...waiting.map((join) => ({ ...join, waited: join.waited + 1 })))
    return all.filter((join) => !isToWait(join))
  }

  /** What one who comes back has not got; null if nobody can tell, or it is too much. */
  #missedBy({ listener, after }: Join, here: Position): readonly FeedEntry[] | null {
    if (after === null) return []
    const entries = this.#deps.feed.since(after)
    if (entries === null || after.epoch !== here.epoch || after.seq > here.seq) return null
    const own = entries.filter(
      ({ channel, seq }) => seq <= here.seq && listener.channels.includes(channel),
    )
    const latest = latestOfEach(own)
    return latest.length > MAX_REPLAY ? null : latest
  }

  #isHeard(channel: string, joins: readonly Join[]): boolean {
    return (
      this.#listeners.hear(channel) ||
      joins.some(({ listener }) => listener.channels.includes(channel))
    )
  }

  async #readFrames(entries: readonly FeedEntry[]): Promise<Frames> {
    if (entries.length === 0) return new Map()
    const all = [...new Set(entries)]
    try {
      const events = await this.#deps.read(all)
      const said = all.flatMap((entry, index) => {
        const event = events[index] ?? null
        return event === null ? [] : [[entry, frameOf(event, entry)] as const]
      })
      return new Map(said)
    } catch (error) {
      this.#deps.log.warn('events cannot be read', { error, events: all.length })
      return null
    }
  }

  #deliver({ end, isAfterGap }: Arrival, entries: readonly FeedEntry[], frames: Frames): void {
    this.#delivered = end
    this.#joining.push(...this.#ahead.splice(0))
    const resync = frameOf({ type: 'resync' }, end)
    if (isAfterGap) this.#listeners.tellAll(resync)
    else if (frames === null) this.#listeners.tellAny(channelsOf(entries), resync)
    else {
      for (const entry of entries) {
        const frame = frames.get(entry)
        if (frame !== undefined) this.#listeners.tell(entry.channel, frame)
      }
    }
  }
}

const channelsOf = (entries: readonly FeedEntry[]) => entries.map(({ channel }) => channel)

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
