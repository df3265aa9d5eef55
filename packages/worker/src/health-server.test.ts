import { describe, expect, it } from 'vitest'
import { type HealthAnswer, startHealthServer } from './health-server.ts'

const LOOPBACK = { host: '127.0.0.1', port: 0 }
const ready: HealthAnswer = { ok: true, body: { ok: true } }

describe('startHealthServer', () => {
  it('answers whether the process lives, is ready, and what it counted', async () => {
    const server = await serve(async () => ready)
    expect(await get(server.port, '/livez')).toEqual([200, 'alive'])
    expect(await get(server.port, '/readyz?verbose')).toEqual([200, '{"ok":true}'])
    expect(await get(server.port, '/metrics')).toEqual([200, 'up 1\n'])
    expect(await get(server.port, '/else')).toEqual([404, 'not found'])
    await server.close()
  })

  it('says 503 with the reason while it is not ready', async () => {
    const server = await serve(async () => ({ ok: false, body: { redis: 'no answer' } }))
    expect(await get(server.port, '/readyz')).toEqual([503, '{"redis":"no answer"}'])
    await server.close()
  })

  it('says 500 without a reason when a check throws', async () => {
    const server = await serve(() => Promise.reject(new Error('password=hunter2')))
    expect(await get(server.port, '/readyz')).toEqual([500, ''])
    await server.close()
  })

  it('names the port that is taken', async () => {
    const server = await serve(async () => ready)
    const address = { ...LOOPBACK, port: server.port }
    await expect(
      startHealthServer(address, { ready: async () => ready, metrics: async () => '' }),
    ).rejects.toThrow(`port ${server.port} (WORKER_PORT) is in use`)
    await server.close()
  })
})

function serve(check: () => Promise<HealthAnswer>) {
  return startHealthServer(LOOPBACK, { ready: check, metrics: async () => 'up 1\n' })
}

async function get(port: number, path: string): Promise<[number, string]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`)
  return [response.status, await response.text()]
}
