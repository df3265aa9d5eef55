import { once } from 'node:events'
import { connect } from 'node:net'
import type { PollLoop } from '@loadout/infra'
import { createTestInfra, startTestRelay, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bearer, person as somebody } from '../people.ts'
import { RUNTIMES, type ServerProcess, startServer } from '../server-process.ts'
import { listen, liveUrl, typesOf } from './reading.ts'
import { tell } from './telling.ts'

describe.each(RUNTIMES)('streams on %s', (runtime) => {
  let infra: TestInfra
  let relay: PollLoop
  let server: ServerProcess
  beforeAll(async () => {
    infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
    relay = startTestRelay(infra)
    server = await startServer(runtime, { ...infra.env, CORS_ORIGINS: 'https://shop.example' })
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await relay.close()
    await infra.close()
  })

  const ask = (path: string, init: RequestInit) => fetch(`${server.url}${path}`, init)

  const metric = async (name: string) => {
    const text = await (await ask('/metrics', {})).text()
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
  }

  it('are forgotten when their reader goes, politely or not', async () => {
    const person = await somebody(infra)
    const polite = await listen(ask, person)
    await expect.poll(() => typesOf(polite)).toEqual(['start'])
    const socket = connect(server.port, '127.0.0.1')
    socket.write(
      `GET ${liveUrl()} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${person.token}\r\n\r\n`,
    )
    await once(socket, 'data')
    await expect.poll(() => metric('loadout_streams')).toBe(2)
    await polite.leave()
    await expect.poll(() => metric('loadout_streams')).toBe(1)
    socket.resetAndDestroy()
    await expect.poll(() => metric('loadout_streams')).toBe(0)
  })

  it('may be listened to by a page of an origin that is named', async () => {
    const person = await somebody(infra)
    const headers = { ...bearer(person.token), origin: 'https://shop.example' }
    const response = await ask(liveUrl(), { headers })
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    await response.body?.cancel()
  })

  it('are cut off where nobody reads them, and hold up no others', async () => {
    const [stuck, person] = [await somebody(infra), await somebody(infra)]
    const socket = connect(server.port, '127.0.0.1')
    socket.write(
      `GET ${liveUrl()} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${stuck.token}\r\n\r\n`,
    )
    await once(socket, 'data')
    socket.pause()
    const own = await listen(ask, person)
    await expect.poll(() => typesOf(own)).toEqual(['start'])
    // More than sockets and the stream keep of what is not read.
    const long = 'x'.repeat(200_000)
    for (let n = 0; n < 100; n += 1) await tell(infra, stuck, long)
    await tell(infra, person, 'one')
    await expect.poll(() => typesOf(own)).toEqual(['start', 'notification'])
    const slow = () => metric('loadout_streams_ended_total\\{how="slow"\\}')
    await expect.poll(slow, { timeout: 10_000 }).toBe(1)
    socket.destroy()
    await own.leave()
  }, 30_000)

  it('end when the process stops, which takes no longer for them', async () => {
    const person = await somebody(infra)
    const own = await listen(ask, person)
    await expect.poll(() => typesOf(own)).toEqual(['start'])
    const stopped = server.stop('SIGTERM')
    await own.ended
    expect(await stopped).toBe(0)
    expect(server.output()).toContain('stopped')
  })
})
