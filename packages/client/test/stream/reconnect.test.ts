import { describe, expect, it } from 'vitest'
import { type AnswerLine, greet, refusal } from '../support/event-server.ts'
import { CHANNELS, longestPauses, nth, resync, setUp, start } from '../support/streams.ts'

const SECOND = 1_000

/** Refuses the first `times` requests. */
function refusing(times: number, make: () => Response): AnswerLine {
  return (line, index) => (index < times ? make() : greet(line, index))
}

const unavailable = () => refusal('UNAVAILABLE', 503, { retryable: true })

describe('a stream', () => {
  it('asks for its channels and gives what it is told', async () => {
    const { time, server, subscribe } = setUp()
    const { events } = subscribe()
    await time.pass(0)
    server.last.tell(...nth(1))
    server.last.ping()
    await time.pass(0)
    expect(server.last.input).toEqual(CHANNELS)
    expect(events).toEqual([start, { type: 'unread', n: 1 }])
  })

  it('asks nothing before the first event is asked for', async () => {
    const { time, server, client } = setUp()
    const stream = client.subscribe('live.events', CHANNELS)
    await time.pass(SECOND)
    expect(server.lines).toHaveLength(0)
    expect(await time.run(stream.next())).toEqual({ value: start, done: false })
    await stream.return()
    expect(server.open).toEqual([])
  })

  it('waits for the greeting of a server that has none yet', async () => {
    const { time, server, subscribe } = setUp((line) => void line.connect())
    const { events } = subscribe()
    for (let pings = 0; pings < 40; pings += 1) {
      await time.pass(15 * SECOND)
      server.last.ping()
    }
    expect(events).toEqual([])
    server.last.tell(start, '7.0')
    await time.pass(0)
    expect([events, server.lines.length]).toEqual([[start], 1])
  })

  it('passes on what a newer server says', async () => {
    const { time, server, subscribe } = setUp()
    const { events } = subscribe()
    await time.pass(0)
    server.last.say('event: weather\ndata: sunny\n\n')
    server.last.tell({ type: 'typing', who: ['ana'], of: { id: 1 } }, '7.1')
    await time.pass(0)
    expect(events).toEqual([start, { type: 'typing', who: ['ana'], of: { id: 1 } }])
  })
})

describe('a stream that ends', () => {
  it.each(['end', 'cut'] as const)(
    '(%s) comes back within a second, after its last event',
    async (how) => {
      const { time, server, subscribe } = setUp()
      const { events } = subscribe()
      await time.pass(0)
      server.last.tell(...nth(1))
      await time.pass(30 * SECOND)
      server.last.ping()
      server.last[how]()
      await time.pass(SECOND)
      expect(server.lines).toHaveLength(2)
      expect(server.last.input).toEqual({ ...CHANNELS, lastEventId: '7.1' })
      server.last.tell(...nth(2))
      await time.pass(0)
      expect(events).toEqual([start, { type: 'unread', n: 1 }, { type: 'unread', n: 2 }])
    },
  )

  it('in the middle of an event asks for that one again', async () => {
    const { time, server, subscribe } = setUp()
    const { events } = subscribe()
    await time.pass(0)
    server.last.say('data: {"type":"unread","n":1}\nid: 7.1\n')
    server.last.cut()
    await time.pass(SECOND)
    expect(server.last.input.lastEventId).toBe('7.0')
    server.last.tell(...nth(1))
    await time.pass(0)
    expect(events).toEqual([start, { type: 'unread', n: 1 }])
  })

  it('tells what cannot be proven to be complete', async () => {
    const { time, server, subscribe } = setUp()
    const { events } = subscribe()
    await time.pass(0)
    server.last.end()
    await time.pass(SECOND)
    server.last.tell(resync, '8.0')
    await time.pass(0)
    server.last.end()
    await time.pass(2 * SECOND)
    expect(server.last.input.lastEventId).toBe('8.0')
    expect(events).toEqual([start, resync])
  })

  it('tells so too when it had no id to go on after', async () => {
    const { time, server, subscribe } = setUp(
      (line) => line.say('data: {"type":"start"}\n\n') as undefined,
    )
    const { events } = subscribe()
    await time.pass(0)
    server.last.end()
    await time.pass(SECOND)
    expect(server.last.input).toEqual(CHANNELS)
    expect(events).toEqual([start, resync])
  })

  it('with all others does not come back with all others', async () => {
    const { time, server, client } = setUp()
    const streams = Array.from({ length: 400 }, (_, n) =>
      client.subscribe('live.events', { channels: [String(n)] }),
    )
    await time.run(Promise.all(streams.map((stream) => stream.next())))
    for (const stream of streams) void stream.next()
    const atMs = time.now
    for (const line of server.open) line.end()
    await time.pass(SECOND)
    const back = server.lines.slice(400).map((line) => Math.floor((line.atMs - atMs) / 100))
    expect(back).toHaveLength(400)
    const inEachTenth = Array.from({ length: 10 }, (_, n) => back.filter((at) => at === n).length)
    expect(Math.min(...inEachTenth)).toBeGreaterThan(10)
    expect(Math.max(...inEachTenth)).toBeLessThan(90)
    await Promise.all(streams.map((stream) => stream.return()))
  })
})

describe('pauses', () => {
  it('double up to ten seconds, for ever', async () => {
    const { time, server, subscribe } = setUp(unavailable)
    longestPauses()
    const { events } = subscribe()
    await time.pass(3_600 * SECOND)
    expect(server.pauses.slice(0, 6)).toEqual([1, 2, 4, 8, 10, 10].map((s) => s * SECOND))
    expect(server.lines.length).toBeGreaterThan(350)
    expect(events).toEqual([])
    server.answer = greet
    await time.pass(10 * SECOND)
    expect(events).toEqual([start])
  })

  it('are at least as long as the server asks for', async () => {
    const limited = () => refusal('RATE_LIMITED', 429, { retryable: true, retryAfterSeconds: 30 })
    const { time, server, subscribe } = setUp(refusing(2, limited))
    const { events } = subscribe()
    await time.pass(64 * SECOND)
    expect(events).toEqual([start])
    expect(server.pauses.map((ms) => ms >= 30 * SECOND)).toEqual([true, true])
  })

  it('are no longer than an hour, whatever the server asks for', async () => {
    const { time, server, subscribe } = setUp(
      refusing(1, () => refusal('UNAVAILABLE', 503, { retryable: true, retryAfterSeconds: 1e9 })),
    )
    subscribe()
    await time.pass(3_599 * SECOND)
    expect(server.lines).toHaveLength(1)
    await time.pass(2 * SECOND)
    expect(server.lines).toHaveLength(2)
  })

  it('start anew after a stream that has held, and grow after one that has not', async () => {
    const { time, server, subscribe } = setUp((line) => {
      line.tell({ type: 'start' }, '7.0')
      line.end()
      return undefined
    })
    longestPauses()
    subscribe()
    await time.pass(16 * SECOND)
    expect(server.pauses).toEqual([1, 2, 4, 8].map((s) => s * SECOND))
    server.answer = greet
    await time.pass(20 * SECOND)
    server.last.end()
    await time.pass(0)
    const { length } = server.lines
    await time.pass(SECOND)
    expect(server.lines).toHaveLength(length + 1)
  })
})

describe('a silent server', () => {
  it('is given up when it said that it would not be', async () => {
    const { time, server, subscribe } = setUp((line) => void line.connect(5 * SECOND))
    longestPauses()
    subscribe()
    await time.pass(4 * SECOND)
    server.last.say(': still here\n')
    await time.pass(5 * SECOND - 1)
    expect(server.open).toHaveLength(1)
    await time.pass(1)
    expect([server.open.length, server.lines.length]).toEqual([0, 1])
    await time.pass(SECOND)
    expect(server.open).toHaveLength(1)
  })

  it.each(['{}', 'null', '{"reconnectAfterInactivityMs":"soon"}', 'what'])(
    'is given up after 40 s when it said nothing of it: %s',
    async (data) => {
      const { time, server, subscribe } = setUp(
        (line) => line.say(`event: connected\ndata: ${data}\n\n`) as undefined,
      )
      subscribe()
      await time.pass(40 * SECOND - 1)
      expect(server.open).toHaveLength(1)
      await time.pass(1)
      expect(server.open).toHaveLength(0)
    },
  )

  it('is not waited for at the opening any longer than for a call', async () => {
    const hanging: AnswerLine = (line, index) => (index === 0 ? 'nothing' : greet(line, index))
    const { time, server, subscribe } = setUp(hanging, { timeoutMs: 3 * SECOND })
    const { events } = subscribe()
    await time.pass(3 * SECOND - 1)
    expect(server.lines).toHaveLength(1)
    await time.pass(1 + SECOND)
    expect([server.lines.length, events]).toEqual([2, [start]])
  })

  it('is waited for where calls have no limit, but not for ever', async () => {
    const { time, server, subscribe } = setUp(() => 'nothing', { timeoutMs: Infinity })
    subscribe()
    await time.pass(41 * SECOND)
    expect(server.lines).toHaveLength(2)
  })
})

describe('what is no event', () => {
  it.each(['what', '{"type":1}', 'null', '[]', '"start"', '{"no":"type"}', '{"type":"unread"'])(
    'ends the line, and it comes back ever more slowly: %s',
    async (data) => {
      const { time, server, subscribe } = setUp((line, index) => {
        if (index === 0) line.tell({ type: 'start' }, '7.0')
        line.say(`data: ${data}\nid: 7.1\n\n`)
        line.tell(...nth(2))
        return undefined
      })
      longestPauses()
      const { events } = subscribe()
      await time.pass(26 * SECOND)
      expect(events).toEqual([start])
      expect(server.pauses).toEqual([1, 2, 4, 8, 10].map((s) => s * SECOND))
      expect(server.lines.slice(1).map(({ input }) => input.lastEventId)).toEqual(
        server.pauses.map(() => '7.0'),
      )
      expect(server.open).toEqual([])
    },
  )
})

describe('a refusal', () => {
  it.each([
    ['BAD_INPUT', 400],
    ['UNAUTHENTICATED', 401],
    ['FORBIDDEN', 403],
    ['BANNED', 403],
  ])('that stands is thrown: %s', async (code, status) => {
    const { time, server, subscribe } = setUp(() => refusal(code, status))
    const outcome = await time.run(subscribe().done)
    expect(outcome).toMatchObject({ ok: false, error: { code, status, requestId: 'req-item' } })
    expect([server.lines.length, time.waiting]).toEqual([1, 0])
  })

  it('after a while is thrown after what was told before', async () => {
    const { time, server, subscribe } = setUp()
    const { events, done } = subscribe()
    await time.pass(0)
    server.answer = () => refusal('BANNED', 403)
    server.last.tell(...nth(1))
    server.last.end()
    expect(await time.run(done)).toMatchObject({ ok: false, error: { code: 'BANNED' } })
    expect(events).toEqual([start, { type: 'unread', n: 1 }])
  })

  it('does not spoil the next subscription', async () => {
    const { time, subscribe } = setUp(refusing(1, () => refusal('FORBIDDEN', 403)))
    expect(await time.run(subscribe().done)).toMatchObject({ error: { code: 'FORBIDDEN' } })
    const { events } = subscribe()
    await time.pass(0)
    expect(events).toEqual([start])
  })

  it('by something else is thrown at first, and passes once the stream was open', async () => {
    const portal = () => new Response('<html>', { headers: { 'content-type': 'text/html' } })
    const { time, server, subscribe } = setUp(portal)
    expect(await time.run(subscribe().done)).toMatchObject({ error: { code: 'BAD_RESPONSE' } })
    server.answer = greet
    const { events } = subscribe()
    await time.pass(0)
    server.answer = portal
    server.last.end()
    await time.pass(60 * SECOND)
    server.answer = greet
    await time.pass(10 * SECOND)
    server.last.tell(...nth(1))
    await time.pass(0)
    expect(events).toEqual([start, { type: 'unread', n: 1 }])
  })

  it.each([
    ['an answer that is none', () => Response.json({ result: { data: 1 } })],
    [
      'a fetch that does not stream',
      () => new Response(null, { headers: { 'content-type': 'text/event-stream' } }),
    ],
  ])('is what it is for %s', async (_name, answer) => {
    const { time, subscribe } = setUp(answer)
    expect(await time.run(subscribe().done)).toMatchObject({ error: { code: 'BAD_RESPONSE' } })
  })

  it('of what JSON cannot say comes before any request', async () => {
    const { time, server, subscribe } = setUp()
    const outcome = await time.run(subscribe({ channels: [1n] }).done)
    expect(outcome).toMatchObject({ error: { code: 'BAD_INPUT' } })
    expect(server.lines).toEqual([])
  })
})
