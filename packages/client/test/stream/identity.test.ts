import { describe, expect, it } from 'vitest'
import type { SendCall } from '../../src/batcher.ts'
import type { AuthListener, Session } from '../../src/session/session.ts'
import { rawClient } from '../support/calls.ts'
import { greet, refusal } from '../support/event-server.ts'
import { CHANNELS, nth, resync, setUp, start, takeAll } from '../support/streams.ts'

/** A session in which somebody else can be at any moment, before anybody hears of it. */
class FakeSession implements Session {
  identity = 0
  /** What it does around the next call. */
  around: (send: SendCall) => SendCall = (send) => send
  readonly listeners = new Set<AuthListener>()

  state(): ReturnType<Session['state']> {
    return 'signed-in'
  }

  onAuthChange(listener: AuthListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  attach(settings: Parameters<Session['attach']>[0]): ReturnType<Session['attach']> {
    return {
      settings,
      around: (send) => (call, signal) => this.around(send)(call, signal),
      identity: () => this.identity,
    }
  }

  tell(): void {
    for (const listener of this.listeners) listener('signed-in')
  }
}

function setUpWithSession() {
  const session = new FakeSession()
  return { session, ...setUp(undefined, { session }) }
}

describe('when somebody else is there', () => {
  it('what comes for the one before is not given, and the stream begins anew at once', async () => {
    const { session, time, server, subscribe } = setUpWithSession()
    const { events } = subscribe()
    await time.pass(0)
    session.identity = 1
    server.last.tell(...nth(1))
    await time.pass(0)
    expect(events).toEqual([start, resync])
    expect(server.lines.map(({ input, isOpen }) => [input.lastEventId, isOpen])).toEqual([
      [undefined, false],
      [undefined, true],
    ])
  })

  it('who comes then waits for the new stream', async () => {
    const { session, time, server, subscribe } = setUpWithSession()
    subscribe()
    await time.pass(0)
    session.identity = 1
    server.answer = (line) => void line.connect()
    const late = subscribe()
    session.tell()
    await time.pass(0)
    expect([late.events, server.lines.length]).toEqual([[], 2])
    server.last.tell(start, '7.3')
    await time.pass(0)
    expect(late.events).toEqual([start])
  })

  it('what waits for a slow reader is gone before the new stream is open', async () => {
    const { session, time, server, client } = setUpWithSession()
    const stream = client.subscribe('live.events', CHANNELS)
    await time.run(stream.next())
    server.last.tell(...nth(1))
    await time.pass(0)
    session.identity = 1
    server.answer = () => 'nothing'
    session.tell()
    const next = stream.next()
    await time.pass(5_000)
    server.answer = greet
    expect((await time.run(next)).value).toEqual(resync)
    await stream.return()
  })

  it('the change between two attempts to open counts, and one within an attempt does', async () => {
    const { session, time, server, client } = setUpWithSession()
    const stream = client.subscribe('live.events', CHANNELS)
    await time.run(stream.next())
    server.last.tell(...nth(1))
    session.around = (send) => async (call, signal) => {
      await send(call, signal)
      session.identity = 1
      session.tell()
      return await send(call, signal)
    }
    server.last.end()
    await time.pass(1_000)
    expect(server.lines.map(({ input }) => input.lastEventId)).toEqual([
      undefined,
      '7.1',
      undefined,
    ])
    expect((await time.run(stream.next())).value).toEqual(resync)
    await stream.return()
  })

  it('a stream that was opened for the one before is left, even if nothing comes', async () => {
    const { session, time, server, subscribe } = setUpWithSession()
    server.answer = (line) => void line.connect()
    session.around = (send) => async (call, signal) => {
      const outcome = await send(call, signal)
      session.identity = 1
      return outcome
    }
    subscribe()
    await time.pass(0)
    expect(server.lines.map(({ isOpen }) => isOpen)).toEqual([false, true])
  })

  it('a refusal that met the one before is nothing to the new one', async () => {
    const { session, time, server, subscribe } = setUpWithSession()
    const { events } = subscribe()
    await time.pass(0)
    server.answer = (line, index) => {
      if (index > 1) return greet(line, index)
      session.identity = 1
      return refusal('UNAUTHENTICATED', 401)
    }
    server.last.end()
    await time.pass(1_000)
    expect([events, server.lines.length]).toEqual([[start, resync], 3])
  })

  it('nobody is left listening when the last stream ends', async () => {
    const { session, time, subscribe } = setUpWithSession()
    const { stream, done } = subscribe()
    await time.pass(0)
    expect(session.listeners.size).toBe(1)
    await time.run(stream.return())
    await time.run(done)
    expect(session.listeners.size).toBe(0)
  })
})

it('a renewal takes the time that it takes', async () => {
  const { session, time, server, subscribe } = setUpWithSession()
  server.answer = (line, index) => (index === 0 ? refusal('UNAUTHENTICATED', 401) : greet(line, 1))
  session.around = (send) => async (call, signal) => {
    await send(call, signal)
    await new Promise((resolve) => setTimeout(resolve, 60_000))
    return await send(call, signal)
  }
  const { events } = subscribe()
  await time.pass(60_001)
  expect([events, server.lines.length]).toEqual([[start], 2])
})

describe('a fetch that does not heed its signal', () => {
  function setUpDeaf() {
    const { time, server, session } = setUpWithSession()
    const client = rawClient({
      url: 'https://api.test',
      session,
      fetch: (url, { signal: _signal, ...init }) => server.fetch(url, init),
    })
    const subscribe = () => takeAll(client.subscribe('live.events', CHANNELS))
    return { time, server, session, subscribe }
  }

  it('is told by its body that nobody reads on', async () => {
    const { time, server, subscribe } = setUpDeaf()
    const { stream, done } = subscribe()
    await time.pass(0)
    expect(server.open).toHaveLength(1)
    await time.run(stream.return())
    await time.run(done)
    expect(server.open).toHaveLength(0)
  })

  it('is told so when nobody has read yet', async () => {
    const { session, time, server, subscribe } = setUpDeaf()
    session.around = (send) => async (call, signal) => {
      const outcome = await send(call, signal)
      session.identity = 1
      return outcome
    }
    const { events } = subscribe()
    await time.pass(0)
    expect(server.lines.map(({ isOpen }) => isOpen)).toEqual([false, true])
    expect(events).toEqual([start])
  })

  it('is told so by silence', async () => {
    const { time, server, subscribe } = setUpDeaf()
    subscribe()
    await time.pass(40_001)
    expect(server.open).toHaveLength(0)
  })
})
