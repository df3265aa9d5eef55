import { describe, expect, it } from 'vitest'
import { nth, resync, setUp, start } from '../support/streams.ts'

const first = { type: 'unread', n: 1 }

describe('subscribers of the same', () => {
  it('share one stream, and all get all of it', async () => {
    const { time, server, subscribe } = setUp()
    const all = Array.from({ length: 50 }, () => subscribe())
    await time.pass(0)
    server.last.tell(...nth(1))
    await time.pass(0)
    expect(server.lines).toHaveLength(1)
    expect(all.map(({ events }) => events)).toEqual(all.map(() => [start, first]))
  })

  it('are the same in whichever order they name their channels', async () => {
    const { time, server, subscribe } = setUp()
    for (const channels of [['a', 'b'], ['b', 'a', 'b'], ['a'], ['a']]) subscribe({ channels })
    await time.pass(0)
    expect(server.lines.map(({ input }) => input.channels)).toEqual([['a', 'b'], ['a']])
  })

  it('begin when they come, with a start of their own', async () => {
    const { time, server, subscribe } = setUp()
    const early = subscribe()
    await time.pass(0)
    server.last.tell(...nth(1))
    await time.pass(0)
    const late = subscribe()
    await time.pass(0)
    server.last.tell(...nth(2))
    await time.pass(0)
    expect(early.events).toEqual([start, first, { type: 'unread', n: 2 }])
    expect(late.events).toEqual([start, { type: 'unread', n: 2 }])
    expect(server.lines).toHaveLength(1)
  })

  it('miss nothing when they come while the line is lost', async () => {
    const { time, server, subscribe } = setUp()
    subscribe()
    await time.pass(0)
    server.last.cut()
    await time.pass(0)
    const late = subscribe()
    await time.pass(0)
    expect(late.events).toEqual([start])
    await time.pass(1_000)
    server.last.tell(...nth(1))
    server.last.tell(resync, '8.0')
    await time.pass(0)
    expect(late.events).toEqual([start, first, resync])
  })

  it('wait for the greeting together', async () => {
    const { time, server, subscribe } = setUp((line) => void line.connect())
    const both = [subscribe()]
    await time.pass(0)
    both.push(subscribe())
    await time.pass(0)
    expect(both.map(({ events }) => events)).toEqual([[], []])
    server.last.tell(start, '7.0')
    await time.pass(0)
    expect(both.map(({ events }) => events)).toEqual([[start], [start]])
  })

  it('leave one by one, and the last one closes it', async () => {
    const { time, server, subscribe } = setUp()
    const all = [subscribe(), subscribe(), subscribe()]
    await time.pass(0)
    for (const [index, { stream, done }] of all.entries()) {
      expect(server.open).toHaveLength(1)
      await time.run(stream.return())
      expect(await time.run(done)).toEqual({ ok: true, data: undefined })
      expect(server.open).toHaveLength(index === 2 ? 0 : 1)
    }
    expect(time.waiting).toBe(0)
    const again = subscribe()
    await time.pass(0)
    expect([again.events, server.lines.length]).toEqual([[start], 2])
  })

  it('do not wait for one that takes nothing', async () => {
    const { time, server, client, subscribe } = setUp()
    const slow = client.subscribe('live.events', { channels: ['notifications'] })
    const quick = subscribe()
    expect((await time.run(slow.next())).value).toEqual(start)
    for (let n = 1; n <= 1_500; n += 1) server.last.tell(...nth(n))
    await time.pass(0)
    expect(quick.events).toHaveLength(1_501)
    const taken = []
    for (let n = 0; n < 500; n += 1) taken.push((await time.run(slow.next())).value)
    expect(taken[0]).toEqual(resync)
    expect(taken.slice(1)).toEqual(quick.events.slice(-499))
  })
})

describe('a subscriber from an event on', () => {
  it('has a stream of its own, without a greeting', async () => {
    const { time, server, subscribe } = setUp()
    subscribe()
    const since = subscribe({ channels: ['notifications'], lastEventId: '6.9' })
    await time.pass(0)
    expect(server.lines.map(({ input }) => input.lastEventId)).toEqual([undefined, '6.9'])
    server.last.tell(...nth(1))
    server.last.cut()
    await time.pass(1_000)
    expect(server.last.input.lastEventId).toBe('7.1')
    expect(since.events).toEqual([first])
  })

  it('asks for that one until there is a later one', async () => {
    const { time, server, subscribe } = setUp((line) => void line.end())
    subscribe({ channels: ['notifications'], lastEventId: '6.9' })
    await time.pass(10_000)
    const asked = new Set(server.lines.map(({ input }) => input.lastEventId))
    expect([...asked]).toEqual(['6.9'])
  })
})

describe('leaving', () => {
  it('by a break closes the stream', async () => {
    const { time, server, client } = setUp()
    const one = async () => {
      for await (const event of client.subscribe('live.events', { channels: ['a'] })) return event
      return undefined
    }
    expect(await time.run(one())).toEqual(start)
    expect([server.open.length, time.waiting]).toEqual([0, 0])
  })

  it('before the first event was asked for asks for nothing', async () => {
    const { time, server, client } = setUp()
    const stream = client.subscribe('live.events')
    expect(await time.run(stream.return())).toEqual({ value: undefined, done: true })
    expect(await time.run(stream.next())).toEqual({ value: undefined, done: true })
    expect(server.lines).toEqual([])
  })

  it.each(['open', 'opening', 'pausing'] as const)(
    'by abort while it is %s rejects at once',
    async (state) => {
      const { time, server, subscribe } = setUp()
      const controller = new AbortController()
      if (state === 'opening') server.answer = () => 'nothing'
      const { events, done } = subscribe(undefined, { signal: controller.signal })
      await time.pass(0)
      if (state === 'pausing') server.last.end()
      if (state === 'pausing') await time.pass(0)
      if (state === 'open') server.last.tell(...nth(1))
      controller.abort('enough')
      const outcome = await time.run(done)
      expect(outcome).toMatchObject({ ok: false, error: { code: 'ABORTED', cause: 'enough' } })
      expect(events.length).toBeLessThanOrEqual(1)
      await time.pass(0)
      expect([server.open.filter(({ response }) => response.bodyUsed), time.waiting]).toEqual([
        [],
        0,
      ])
    },
  )

  it('by abort needs nobody who takes events', async () => {
    const { time, server, client } = setUp()
    const controller = new AbortController()
    const stream = client.subscribe('live.events', undefined, { signal: controller.signal })
    await time.run(stream.next())
    controller.abort()
    await time.pass(0)
    expect([server.open.length, time.waiting]).toEqual([0, 0])
    await expect(time.run(stream.next())).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await time.run(stream.next())).toEqual({ value: undefined, done: true })
  })

  it('by a signal that was aborted before asks for nothing', async () => {
    const { time, server, subscribe } = setUp()
    const outcome = await time.run(subscribe(undefined, { signal: AbortSignal.abort() }).done)
    expect(outcome).toMatchObject({ error: { code: 'ABORTED' } })
    expect(server.lines).toEqual([])
  })

  it('leaves the others their stream', async () => {
    const { time, server, subscribe } = setUp()
    const controller = new AbortController()
    const left = subscribe(undefined, { signal: controller.signal })
    const kept = subscribe()
    await time.pass(0)
    controller.abort()
    server.last.tell(...nth(1))
    expect(await time.run(left.done)).toMatchObject({ error: { code: 'ABORTED' } })
    expect(kept.events).toEqual([start, first])
    expect(server.lines).toHaveLength(1)
  })
})
