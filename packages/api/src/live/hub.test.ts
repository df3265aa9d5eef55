import { silentLog } from '@loadout/core'
import type { liveContract } from '@loadout/core/live'
import type { Arrival, FeedEntry, Position } from '@loadout/infra'
import { describe, expect, it } from 'vitest'
import { Hub } from './hub.ts'
import type { Listener } from './listeners.ts'

type LiveEvent = liveContract.LiveEvent

const at = (seq: number, epoch = 1): Position => ({ epoch, seq })
const entry = (seq: number, channel: string, payload: Record<string, number> = { id: seq }) =>
  ({ ...at(seq), channel, payload }) satisfies FeedEntry

/** Says which event it is by what is left to read. */
const eventOf = ({ payload }: FeedEntry): LiveEvent => ({
  ...{ type: 'unread', channel: 'notifications' },
  unread: { unread: payload.id ?? 0, more: false },
})

const long = (length: number): LiveEvent => ({
  ...{ type: 'notification', channel: 'notifications', unread: { unread: 1, more: false } },
  notification: {
    ...{ id: 1, kind: 'moderation', subject: null, actor: null, count: 1, readAt: null },
    notifiedAt: new Date(0).toISOString(),
    detail: { status: 'hidden', cause: 'moderator', reason: 'x'.repeat(length) },
  },
})

/** A hub on a feed that is driven by hand; what is read of an event is held back until it is let go, if asked. */
function stage() {
  let heard: (arrival: Arrival) => void = () => {}
  let past: readonly FeedEntry[] | null = []
  let isReadable = true
  let gate: Promise<void> | undefined
  const reads: number[] = []
  const hub = new Hub({
    feed: {
      listen: (callback) => {
        heard = callback
      },
      since: () => past,
    },
    async read(entries) {
      reads.push(entries.length)
      await gate
      if (!isReadable) throw new Error('the database is away')
      return entries.map((one) => {
        if (one.payload.length !== undefined) return long(one.payload.length)
        return one.payload.id === 0 ? null : eventOf(one)
      })
    },
    log: silentLog,
  })
  return {
    hub,
    reads,
    begin: (end = at(0)) => heard({ entries: [], end, isAfterGap: true }),
    arrive: (...entries: FeedEntry[]) =>
      heard({ entries, end: entries.at(-1) ?? at(0), isAfterGap: false }),
    gap: (end: Position) => heard({ entries: [], end, isAfterGap: true }),
    remember(entries: readonly FeedEntry[] | null) {
      past = entries
    },
    fail(fails: boolean) {
      isReadable = !fails
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return () => {
        gate = undefined
        resolve()
      }
    },
  }
}

/** Somebody who listens, and what they have heard: types, or what is left to read, each with its id. */
function listener(...channels: string[]): Listener & { readonly told: string[] } {
  const told: string[] = []
  return {
    channels,
    told,
    hear: ({ event, id }) =>
      told.push(`${event.type === 'unread' ? event.unread.unread : event.type}@${id}`),
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a hub', () => {
  it('tells each what happens in their channels, in order', async () => {
    const { hub, begin, arrive, reads } = stage()
    const [kim, lee] = [listener('k'), listener('l', 'both')]
    begin(at(3))
    hub.join(kim, null)
    hub.join(lee, null)
    await settled()
    arrive(entry(4, 'k'), entry(5, 'l'), entry(6, 'nobody'))
    arrive(entry(7, 'both'), entry(8, 'k'))
    await settled()
    expect(kim.told).toEqual(['start@1.3', '4@1.4', '8@1.8'])
    expect(lee.told).toEqual(['start@1.3', '5@1.5', '7@1.7'])
    // What nobody listens to is not read.
    expect(reads).toEqual([2, 2])
  })

  it('has who comes first wait until it is known where the stream is', async () => {
    const { hub, begin } = stage()
    const kim = listener('k')
    hub.join(kim, null)
    await settled()
    expect(kim.told).toEqual([])
    begin(at(9))
    await settled()
    expect(kim.told[0]).toBe('start@1.9')
  })

  it('loses nothing of what arrives while somebody is taken in', async () => {
    const { hub, begin, arrive, remember, hold } = stage()
    begin(at(0))
    const [early, late, fresh] = [listener('k'), listener('k'), listener('k')]
    hub.join(early, null)
    await settled()
    const letGo = hold()
    arrive(entry(1, 'k'))
    await settled()
    remember([entry(1, 'k'), entry(2, 'k')])
    hub.join(late, at(0))
    hub.join(fresh, null)
    arrive(entry(2, 'k'))
    letGo()
    await settled()
    await settled()
    expect(early.told).toEqual(['start@1.0', '1@1.1', '2@1.2'])
    expect(late.told).toEqual(['1@1.1', '2@1.2'])
    expect(fresh.told).toEqual(['start@1.1', '2@1.2'])
  })

  it('tells who comes back what they have missed, and of their channels alone', async () => {
    const { hub, begin, remember } = stage()
    begin(at(4))
    remember([entry(2, 'k'), entry(3, 'l'), entry(4, 'k')])
    const kim = listener('k')
    hub.join(kim, at(1))
    await settled()
    expect(kim.told).toEqual(['2@1.2', '4@1.4'])
  })

  it('tells of many events that point at the same only once, at the last', async () => {
    const { hub, begin, remember } = stage()
    begin(at(4))
    const same = { id: 7 }
    remember([entry(1, 'k', same), entry(2, 'k'), entry(3, 'k', same), entry(4, 'k')])
    const kim = listener('k')
    hub.join(kim, at(0))
    await settled()
    expect(kim.told).toEqual(['2@1.2', '7@1.3', '4@1.4'])
  })

  it('has who comes from a process that is ahead wait for two arrivals, then says resync', async () => {
    const { hub, begin, arrive } = stage()
    begin(at(4))
    const [ann, bob, gone] = [listener('a'), listener('a'), listener('a')]
    hub.join(ann, at(6))
    hub.join(bob, at(9))
    hub.join(gone, at(9))
    await settled()
    expect([ann.told, bob.told]).toEqual([[], []])
    hub.leave(gone)
    arrive(entry(5, 'a'), entry(6, 'a'))
    await settled()
    expect([ann.told, bob.told]).toEqual([[], []])
    arrive(entry(7, 'a'))
    await settled()
    arrive(entry(8, 'a'))
    await settled()
    expect([ann.told, bob.told, gone.told]).toEqual([
      ['7@1.7', '8@1.8'],
      ['resync@1.7', '8@1.8'],
      [],
    ])
  })

  it('says resync after a gap to who waits, too', async () => {
    const { hub, begin, gap } = stage()
    begin(at(4))
    const ann = listener('a')
    hub.join(ann, at(6))
    await settled()
    gap(at(0, 2))
    await settled()
    expect(ann.told).toEqual(['resync@2.0'])
  })

  it('says resync to who has missed more than a stream keeps, and would be cut off for it each time', async () => {
    const { hub, begin, remember } = stage()
    begin(at(8))
    remember([1, 2, 3, 4, 5, 6, 7, 8].map((seq) => entry(seq, 'a', { length: 70_000 + seq })))
    const ann = listener('a')
    hub.join(ann, at(0))
    await settled()
    expect(ann.told).toEqual(['resync@1.8'])
    remember([7, 8].map((seq) => entry(seq, 'a', { length: 70_000 + seq })))
    const bob = listener('a')
    hub.join(bob, at(6))
    await settled()
    expect(bob.told).toEqual(['notification@1.7', 'notification@1.8'])
  })

  it('leaves out what is there no more', async () => {
    const { hub, begin, arrive } = stage()
    begin()
    const kim = listener('k')
    hub.join(kim, null)
    await settled()
    arrive(entry(1, 'k', { id: 0 }), entry(2, 'k'))
    await settled()
    expect(kim.told).toEqual(['start@1.0', '2@1.2'])
  })

  it.each([
    ['nobody can tell what was missed', null],
    ['too much was missed', Array.from({ length: 501 }, (_, n) => entry(n + 1, 'k'))],
  ])('says resync when %s', async (_when, past) => {
    const { hub, begin, remember, arrive } = stage()
    begin(at(501))
    remember(past)
    const kim = listener('k')
    hub.join(kim, at(0))
    await settled()
    arrive(entry(502, 'k'))
    await settled()
    expect(kim.told).toEqual(['resync@1.501', '502@1.502'])
  })

  it('says resync for a place of another epoch, whatever the feed says', async () => {
    const { hub, begin } = stage()
    begin(at(5))
    const kim = listener('k')
    hub.join(kim, at(1, 2))
    await settled()
    expect(kim.told).toEqual(['resync@1.5'])
  })

  it('says resync to everybody after a gap', async () => {
    const { hub, begin, gap, arrive } = stage()
    begin()
    const [kim, lee] = [listener('k', 'both'), listener('l', 'both')]
    for (const one of [kim, lee]) hub.join(one, null)
    await settled()
    gap(at(0, 2))
    await settled()
    arrive({ ...entry(1, 'both'), epoch: 2 })
    await settled()
    expect(kim.told).toEqual(['start@1.0', 'resync@2.0', '1@2.1'])
    expect(lee.told).toEqual(kim.told)
  })

  it('says resync to those whose events cannot be read, and to no others', async () => {
    const { hub, begin, arrive, fail } = stage()
    begin()
    const [kim, lee] = [listener('k'), listener('l')]
    for (const one of [kim, lee]) hub.join(one, null)
    await settled()
    fail(true)
    arrive(entry(1, 'k'), entry(2, 'nobody'))
    await settled()
    fail(false)
    arrive(entry(3, 'l'), entry(4, 'k'))
    await settled()
    expect(kim.told).toEqual(['start@1.0', 'resync@1.2', '4@1.4'])
    expect(lee.told).toEqual(['start@1.0', '3@1.3'])
  })

  it('tells nobody who has left, not even while they were coming', async () => {
    const { hub, begin, arrive, reads, hold } = stage()
    begin()
    const [kim, lee] = [listener('k'), listener('k')]
    hub.join(kim, null)
    await settled()
    const letGo = hold()
    arrive(entry(1, 'k'))
    hub.join(lee, null)
    hub.leave(lee)
    hub.leave(kim)
    hub.leave(kim)
    letGo()
    await settled()
    arrive(entry(2, 'k'))
    await settled()
    expect([kim.told, lee.told]).toEqual([['start@1.0'], []])
    expect(reads).toEqual([1])
  })
})
