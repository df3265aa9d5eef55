import { type Log, silentLog } from '@loadout/core'
import { describe, expect, it } from 'vitest'
import { assertQueueRedis, closeRedis, createRedis } from './redis.ts'
import { startTestRedis } from './testing/redis-server.ts'

const DURABLE = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']

describe('assertQueueRedis', () => {
  it('accepts a server that keeps what it is given', async () => {
    await withServer(DURABLE, async (redis) => {
      await assertQueueRedis(redis, { onWeak: 'require', log: silentLog })
    })
  })

  it('refuses a server that may lose jobs, and names every setting', async () => {
    const weak = ['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru']
    await withServer(weak, async (redis) => {
      await expect(assertQueueRedis(redis, { onWeak: 'require', log: silentLog })).rejects.toThrow(
        'appendonly yes, maxmemory-policy noeviction',
      )
    })
  })

  it('only warns when the operator vouches for the server', async () => {
    const { log, lines } = recordingLog()
    await withServer(['--appendonly', 'no'], async (redis) => {
      await assertQueueRedis(redis, { onWeak: 'warn', log })
    })
    expect(lines).toEqual(['Redis may lose jobs. Set: appendonly yes'])
  })
})

describe('createRedis', () => {
  it('fails a request at once when Redis is away, and says so once', async () => {
    const { log, lines } = recordingLog()
    const redis = createRedis({ url: 'redis://127.0.0.1:1', profile: 'failFast', log })
    await expect(redis.get('x')).rejects.toThrow()
    await expect.poll(() => lines.length).toBeGreaterThan(0)
    await expect(redis.get('x')).rejects.toThrow()
    expect(lines).toEqual(['redis connection lost'])
    closeRedis(redis)
  })

  it('ends a publication when Redis is away', async () => {
    const url = 'redis://127.0.0.1:1'
    const redis = createRedis({ url, profile: 'publish', log: silentLog })
    await expect(redis.get('x')).rejects.toThrow()
    closeRedis(redis)
  })

  it('waits for Redis when it has nothing better to do', async () => {
    const first = await startTestRedis()
    await first.stop()
    const redis = createRedis({ url: first.url, profile: 'patient', log: silentLog })
    const answer = redis.ping()
    const second = await startTestRedis({ port: first.port })
    expect(await answer).toBe('PONG')
    closeRedis(redis)
    await second.stop()
  })
})

async function withServer(
  settings: readonly string[],
  work: (redis: ReturnType<typeof createRedis>) => Promise<void>,
): Promise<void> {
  const server = await startTestRedis({ settings })
  const redis = createRedis({ url: server.url, profile: 'patient', log: silentLog })
  try {
    await work(redis)
  } finally {
    closeRedis(redis)
    await server.stop()
  }
}

function recordingLog(): { log: Log; lines: string[] } {
  const lines: string[] = []
  return { log: { ...silentLog, warn: (message) => lines.push(message) }, lines }
}
