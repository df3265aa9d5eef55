import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { tokenSession } from '../src/session/token-session.ts'
import type { StreamEvent } from '../src/stream/subscriber.ts'
import { gate, rawClient } from './support/calls.ts'
import { CHANNELS, resync, start } from './support/streams.ts'
import {
  type Answer,
  failure,
  type Received,
  result,
  sendJson,
  serve,
} from './support/trpc-server.ts'

type Response = Parameters<Answer>[1]

const CONNECTED = 'event: connected\ndata: {"reconnectAfterInactivityMs":40000}\n\n\n'
const PING = 'event: ping\ndata: \n\n\n'

function block(event: object, id: string): string {
  return `data: ${JSON.stringify(event)}\nid: ${id}\n\n\n`
}

const START = block(start, '7.0')
const event = (n: number) => ({ type: 'unread', text: 'Zoë 🎯', n })

/** The pauses between connections are some 10 ms. */
function shortPauses(): void {
  vi.spyOn(Math, 'random').mockReturnValue(0.01)
  onTestFinished(() => void vi.restoreAllMocks())
}

/** A server that answers the n-th stream with the n-th of these; the last one serves all that follow. */
function inTurn(...answers: readonly Answer[]): Answer {
  let count = 0
  return (received, response) => {
    const answer = answers[Math.min(count, answers.length - 1)]
    count += 1
    return answer?.(received, response)
  }
}

function open(response: Response, text = ''): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(CONNECTED + text)
}

const unavailable: Answer = (_received, response) =>
  sendJson(response, failure('UNAVAILABLE', 503, { retryable: true }), { status: 503 })

/** A stream that says this and stays open. */
const saying =
  (text: string): Answer =>
  (_received, response) =>
    open(response, text)

/** The first events of a stream, which is left after them. */
async function take(stream: AsyncGenerator<StreamEvent>, count: number): Promise<StreamEvent[]> {
  const events: StreamEvent[] = []
  for await (const one of stream) {
    events.push(one)
    if (events.length === count) break
  }
  return events
}

const lastEventIds = (received: readonly Received[]) =>
  received.map(({ inputs }) => Object(inputs[0]).lastEventId)

describe('a stream over HTTP', () => {
  it('is asked for by GET, and left by hanging up', async () => {
    const server = await serve(saying(START + PING + block(event(1), '7.1')))
    const client = rawClient({ url: server.url, headers: { 'x-app': 'site' }, apiKey: 'ldk_1' })
    expect(await take(client.subscribe('live.events', CHANNELS), 2)).toEqual([start, event(1)])
    const [received] = server.received
    expect(received).toMatchObject({ method: 'GET', paths: ['live.events'], inputs: [CHANNELS] })
    expect(received?.headers).toMatchObject({ 'x-app': 'site', authorization: 'Bearer ldk_1' })
    await received?.hungUp
  })

  it('is read however the network cuts it', async () => {
    const bytes = Buffer.from(CONNECTED + START + block(event(1), '7.1') + block(event(2), '7.2'))
    const server = await serve(async (_received, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
      for (const byte of bytes) {
        response.write(Buffer.of(byte))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
    const client = rawClient({ url: server.url })
    const events = await take(client.subscribe('live.events', CHANNELS), 3)
    expect(events).toEqual([start, event(1), event(2)])
  })

  it('goes on after the last event, whatever ended it', async () => {
    shortPauses()
    let cut = (): void => {}
    const untilCut =
      (text: string): Answer =>
      (_received, response) => {
        open(response, text)
        cut = () => response.socket?.destroy()
      }
    const server = await serve(
      inTurn(
        untilCut(START + block(event(1), '7.1')),
        (_received, response) => {
          open(response)
          response.write(block(event(2), '7.2').slice(0, 30), () => response.socket?.destroy())
        },
        untilCut(block(event(2), '7.2')),
        (_received, response) => {
          open(response)
          response.end()
        },
        (_received, response) => void response.socket?.destroy(),
        saying(`data: <html>\n\n${block(event(9), '7.9')}`),
        unavailable,
        saying(block(resync, '8.0')),
      ),
    )
    const stream = rawClient({ url: server.url }).subscribe('live.events', CHANNELS)
    const next = async () => (await stream.next()).value
    expect([await next(), await next()]).toEqual([start, event(1)])
    cut()
    expect(await next()).toEqual(event(2))
    cut()
    expect(await next()).toEqual(resync)
    await stream.return()
    expect(lastEventIds(server.received)).toEqual([
      ...[undefined, '7.1', '7.1'],
      ...Array.from({ length: 5 }, () => '7.2'),
    ])
  })

  it('of a server that falls silent is given up, and comes back', async () => {
    shortPauses()
    const quiet = 'event: connected\ndata: {"reconnectAfterInactivityMs":50}\n\n\n'
    const server = await serve(
      inTurn(
        (_received, response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream' })
          response.write(quiet + START)
        },
        saying(block(event(1), '7.1')),
      ),
    )
    const client = rawClient({ url: server.url })
    const events = await take(client.subscribe('live.events', CHANNELS), 2)
    expect(events).toEqual([start, event(1)])
    await server.received[0]?.hungUp
    expect(lastEventIds(server.received)).toEqual([undefined, '7.0'])
  })

  it('is opened again with new tokens when those have run out', async () => {
    shortPauses()
    const { opened, open: endFirst } = gate()
    const tokens = { accessToken: 'new', refreshToken: 'r2', expiresIn: 300 }
    const streams = inTurn(
      async (_received, response) => {
        open(response, START)
        await opened
        response.end()
      },
      (_received, response) => sendJson(response, failure('UNAUTHENTICATED', 401), { status: 401 }),
      saying(block(event(1), '7.1')),
    )
    const server = await serve((received, response) =>
      received.paths[0] === 'auth.refresh'
        ? sendJson(response, result({ tokens }))
        : streams(received, response),
    )
    const old = {
      accessToken: 'old',
      refreshToken: 'r1',
      expiresIn: 300,
      expiresAt: Date.now() + 300_000,
    }
    const session = tokenSession({ load: () => old, save() {} })
    const stream = rawClient({ url: server.url, session }).subscribe('live.events', CHANNELS)
    expect((await stream.next()).value).toEqual(start)
    endFirst()
    expect((await stream.next()).value).toEqual(event(1))
    await stream.return()
    expect(server.received.map(({ paths, headers }) => [paths[0], headers.authorization])).toEqual([
      ['live.events', 'Bearer old'],
      ['live.events', 'Bearer old'],
      ['auth.refresh', undefined],
      ['live.events', 'Bearer new'],
    ])
  })

  it('that is refused is an error with its status and request id', async () => {
    const server = await serve((_received, response) =>
      sendJson(response, failure('FORBIDDEN', 403), { status: 403 }),
    )
    const stream = rawClient({ url: server.url }).subscribe('live.events', CHANNELS)
    await expect(stream.next()).rejects.toMatchObject({
      code: 'FORBIDDEN',
      status: 403,
      requestId: 'req-item',
    })
  })

  it('serves fifty subscribers by one connection, until the last one leaves', async () => {
    const { opened, open: go } = gate()
    const server = await serve(async (_received, response) => {
      open(response, START)
      await opened
      response.write(block(event(1), '7.1'))
    })
    const client = rawClient({ url: server.url })
    const all = Array.from({ length: 50 }, () => client.subscribe('live.events', CHANNELS))
    const firsts = await Promise.all(all.map(async (stream) => (await stream.next()).value))
    expect(firsts).toEqual(all.map(() => start))
    go()
    const seconds = await Promise.all(all.map(async (stream) => (await stream.next()).value))
    expect(seconds).toEqual(all.map(() => event(1)))
    await Promise.all(all.map((stream) => stream.return()))
    await server.received[0]?.hungUp
    expect(server.received).toHaveLength(1)
  })

  it('is hung up on by abort and by return, while nothing comes', async () => {
    const server = await serve(saying(START))
    const client = rawClient({ url: server.url })
    const controller = new AbortController()
    const aborted = client.subscribe('live.events', CHANNELS, { signal: controller.signal })
    await aborted.next()
    const waiting = expect(aborted.next()).rejects.toMatchObject({ code: 'ABORTED' })
    controller.abort()
    await waiting
    await server.received[0]?.hungUp
    const returned = client.subscribe('live.events', CHANNELS)
    await returned.next()
    const next = returned.next()
    await returned.return()
    expect(await next).toEqual({ value: undefined, done: true })
    await server.received[1]?.hungUp
  })

  it('leaves the calls of its client alone', async () => {
    const server = await serve((received, response) =>
      received.paths[0] === 'live.events'
        ? open(response, START)
        : sendJson(response, received.batched ? received.paths.map(result) : result(1)),
    )
    const client = rawClient({ url: server.url })
    const stream = client.subscribe('live.events', CHANNELS)
    const first = stream.next()
    expect(await Promise.all([client.query('a'), client.query('b')])).toEqual(['a', 'b'])
    expect((await first).value).toEqual(start)
    expect(server.received.map(({ paths }) => paths.length).sort()).toEqual([1, 2])
    await stream.return()
  })
})
