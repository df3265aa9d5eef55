import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { silentLog } from '@loadout/core'
import { closeRedis, createRedis } from '../redis.ts'

export interface TestRedisServer {
  readonly url: string
  readonly port: number
  /** `SIGKILL` for a crash. Resolves when the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

export interface TestRedisOptions {
  /** Arguments of `redis-server`, e.g. `['--appendonly', 'yes']`. */
  readonly settings?: readonly string[]
  /** A free one if left out. */
  readonly port?: number
}

/** A Redis server of the test's own, for what must not be done to a shared one. */
export async function startTestRedis(options: TestRedisOptions = {}): Promise<TestRedisServer> {
  const dir = await mkdtemp(join(tmpdir(), 'loadout-redis-'))
  const port = options.port ?? (await freePort())
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '']
  const server = spawn('redis-server', [...args, ...(options.settings ?? [])], { stdio: 'ignore' })
  await once(server, 'spawn')
  const url = `redis://127.0.0.1:${port}`
  await answering(url).catch(async (error) => {
    await stop(server, dir, 'SIGKILL')
    throw error
  })
  return { url, port, stop: (signal = 'SIGTERM') => stop(server, dir, signal) }
}

async function stop(server: ChildProcess, dir: string, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const exited = once(server, 'exit')
    server.kill(signal)
    await exited
  }
  await rm(dir, { recursive: true, force: true })
}

async function answering(url: string): Promise<void> {
  const redis = createRedis({ url, profile: 'patient', log: silentLog })
  try {
    await Promise.race([
      redis.ping(),
      sleep(10_000).then(() => Promise.reject(new Error('no Redis'))),
    ])
  } finally {
    closeRedis(redis)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
