import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../services/ports.ts'
import { requireServers } from './servers.ts'

const check = (databaseUrl?: string, redisUrl?: string) => requireServers({ databaseUrl, redisUrl })

async function listen(host: string): Promise<number> {
  const port = await freePort()
  const server = createServer().listen(port, host)
  onTestFinished(() => {
    server.close()
  })
  await once(server, 'listening')
  return port
}

describe('requireServers', () => {
  it('asks nothing of servers that are still to be started', async () => {
    await expect(check()).resolves.toBeUndefined()
  })

  it('is content with servers that accept connections', async () => {
    const port = await listen('127.0.0.1')
    const urls = [`postgresql://u:p@127.0.0.1:${port}/x`, `redis://localhost:${port}`] as const
    await expect(check(...urls)).resolves.toBeUndefined()
  })

  it('names the variable, host and port of a dead server on one line, without the password', async () => {
    const port = await freePort()
    const problem = await check(undefined, `redis://:secret@127.0.0.1:${port}`).catch(String)
    expect(problem).toContain(`REDIS_URL: no server answers at 127.0.0.1:${port} (ECONNREFUSED)`)
    expect(problem).not.toMatch(/secret|\n/)
  })

  it('reports both dead servers at once', async () => {
    const at = `127.0.0.1:${await freePort()}`
    const checked = check(`postgres://${at}/x`, `redis://${at}`)
    await expect(checked).rejects.toThrow(/^DATABASE_URL: .*\nREDIS_URL: .*$/)
  })

  it.each(['postgresql://%2Frun%2Fpostgresql/x', 'postgresql:///x?host=/run', 'postgres:///x'])(
    'leaves the Unix socket of %s to the driver',
    async (url) => {
      await expect(check(url)).resolves.toBeUndefined()
    },
  )
})
