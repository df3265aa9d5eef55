import { describe, expect, it } from 'vitest'
import { LoadoutError } from '../errors.ts'
import { Subscriber } from './subscriber.ts'

async function take(subscriber: Subscriber, count: number): Promise<readonly unknown[]> {
  const events = subscriber.events()
  const taken: unknown[] = []
  while (taken.length < count) taken.push((await events.next()).value)
  return taken
}

const start = { type: 'start' }
const resync = { type: 'resync' }

describe('Subscriber', () => {
  it('gives what it hears, in order, waiting or not', async () => {
    const subscriber = new Subscriber(false)
    const first = subscriber.events()
    const waiting = first.next()
    subscriber.hear(start)
    subscriber.hear({ type: 'a' })
    expect([await waiting, await first.next()].map(({ value }) => value)).toEqual([
      start,
      { type: 'a' },
    ])
  })

  it('is told to load again when a stream begins a second time', async () => {
    const fresh = new Subscriber(false)
    for (const event of [start, { type: 'a' }, start]) fresh.hear(event)
    expect(await take(fresh, 3)).toEqual([start, { type: 'a' }, resync])
    const goingOn = new Subscriber(true)
    goingOn.hear(start)
    expect(await take(goingOn, 1)).toEqual([resync])
  })

  it('keeps a thousand events, and tells of more that they were too many', async () => {
    const subscriber = new Subscriber(false)
    for (let n = 0; n < 1_000; n += 1) subscriber.hear({ type: String(n) })
    expect(await take(subscriber, 1)).toEqual([{ type: '0' }])
    for (const type of ['x', 'y', 'z']) subscriber.hear({ type })
    expect(await take(subscriber, 2)).toEqual([resync, { type: 'z' }])
  })

  it('ends after what waits, with the error that there was', async () => {
    const events = endedWith(new LoadoutError('FORBIDDEN', 'no'))
    expect((await events.next()).value).toEqual(start)
    await expect(events.next()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const quiet = endedWith(undefined)
    expect([(await quiet.next()).done, (await quiet.next()).done]).toEqual([false, true])
  })

  it('ends at once for who leaves, and once', async () => {
    const subscriber = new Subscriber(false)
    subscriber.hear(start)
    subscriber.end(undefined, { leaving: true })
    subscriber.end(new LoadoutError('FORBIDDEN', 'no'))
    expect(await subscriber.events().next()).toEqual({ value: undefined, done: true })
  })
})

function endedWith(error: LoadoutError | undefined) {
  const subscriber = new Subscriber(false)
  subscriber.hear(start)
  subscriber.end(error)
  return subscriber.events()
}
