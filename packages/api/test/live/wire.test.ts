import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createTRPCClient, httpSubscriptionLink } from '@trpc/client'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { EventSource } from 'eventsource'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppRouter, appRouter } from '../../src/index.ts'
import type { Frame } from '../../src/live/frames.ts'
import { frameOf } from '../../src/live/frames.ts'
import type { Streams } from '../../src/live/streams.ts'
import { bearer, type Person, person } from '../people.ts'
import { liveUrl } from './reading.ts'
import { createLiveStage, type LiveStage } from './stage.ts'

let stage: LiveStage
let server: Server
let url: string
let kim: Person
beforeAll(async () => {
  stage = await createLiveStage()
  server = createServer(
    getRequestListener(stage.app.fetch, { overrideGlobalObjects: false }),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  kim = await person(stage.infra)
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await stage.close()
})

/** Everything that tRPC itself sends of these frames. */
async function stockBytes(frames: readonly Frame[]): Promise<string> {
  const streams: Pick<Streams, 'open'> = {
    open(_opener, _input, { hear, end }) {
      for (const frame of frames) hear(frame)
      setImmediate(end)
      return () => {}
    },
  }
  const response = await fetchRequestHandler({
    endpoint: '/trpc',
    router: appRouter,
    req: new Request(`http://localhost${liveUrl()}`),
    createContext: () =>
      ({
        ...stage.infra,
        streams,
        actor: { kind: 'account', accountId: 1, role: 'user' },
        observe() {},
        deadline: { expired: new Promise(() => {}) },
        signal: new AbortController().signal,
        idempotencyKey: null,
      }) as never,
  })
  return await response.text()
}

describe('what a stream sends', () => {
  it('is what tRPC itself would send, to the byte', async () => {
    const position = { epoch: 1_795_919_116_666, seq: 7 }
    const frames = [
      frameOf({ type: 'start' }, position),
      frameOf(
        { type: 'unread', channel: 'notifications', unread: { unread: 3, more: false } },
        { ...position, seq: 8 },
      ),
    ]
    const response = await stage.app.request(liveUrl(), { headers: bearer(kim.token) })
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    const connected = decoder.decode((await reader?.read())?.value)
    await reader?.cancel()
    const ours = connected + frames.map(({ bytes }) => decoder.decode(bytes)).join('')
    // At its end, when all has been said, which ours never has.
    expect(await stockBytes(frames)).toBe(`${ours}event: return\ndata: \n\n\n`)
  })
})

describe("tRPC's own client", () => {
  const clientOf = (token: string) =>
    createTRPCClient<AppRouter>({
      links: [
        httpSubscriptionLink({
          url: `${url}/trpc`,
          EventSource,
          eventSourceOptions: () => ({
            fetch: (input: string | URL, init: RequestInit) =>
              fetch(input, { ...init, headers: { ...init.headers, ...bearer(token) } }),
          }),
        }),
      ],
    })

  it('hears what happens, and goes on after its connection was cut', async () => {
    const ids: string[] = []
    const types: string[] = []
    const subscription = clientOf(kim.token).live.events.subscribe(
      { channels: ['notifications'] },
      {
        onData({ id, data }) {
          ids.push(id)
          types.push(data.type)
        },
      },
    )
    await expect.poll(() => types).toEqual(['start'])
    await stage.tell(kim, 'one')
    await expect.poll(() => types).toEqual(['start', 'notification'])
    server.closeAllConnections()
    await stage.tell(kim, 'two')
    await expect
      .poll(() => types, { timeout: 10_000 })
      .toEqual(['start', 'notification', 'notification'])
    expect(new Set(ids).size).toBe(3)
    subscription.unsubscribe()
  }, 15_000)

  it('is told why it may not listen', async () => {
    const errors: unknown[] = []
    const subscription = clientOf('eyJ.no.token').live.events.subscribe(
      { channels: ['notifications'] },
      { onError: (error) => errors.push(error) },
    )
    await expect.poll(() => errors.length, { timeout: 5_000 }).toBeGreaterThan(0)
    expect(String(errors[0])).toContain('401')
    subscription.unsubscribe()
  })
})
