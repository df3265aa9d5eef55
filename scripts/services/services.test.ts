import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { Service } from './daemon.ts'
import { accepts, isPortFree } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { startRedis } from './redis.ts'

// The folders have mode 0700, so as root every test here also runs PostgreSQL behind a closed directory.
const QUICK = { fsync: 'off' }

function ending(service: Service): Service {
  onTestFinished(() => service.stop())
  return service
}

async function redisReplies(url: string, command: string): Promise<string> {
  const { port, password } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8')
  socket.write(`AUTH ${password}\r\n${command}\r\nQUIT\r\n`)
  let reply = ''
  socket.on('data', (text) => {
    reply += text
  })
  await once(socket, 'close')
  return reply
}

describe('startPostgres', () => {
  /** One for all tests, which come after each other: to make a cluster takes longer than any of them. */
  let dir = ''
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'loadout-services-'))
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  it('keeps its port and password over a restart and lets go of both at the end', async () => {
    const first = await startPostgres({ dir, settings: QUICK })
    expect(first.url).toMatch(/^postgresql:\/\/loadout:[\w-]{32}@127\.0\.0\.1:\d+\/loadout$/)
    expect(await accepts(first.port)).toBe(true)
    await first.stop()
    await first.exited
    expect(await isPortFree(first.port, '127.0.0.1')).toBe(true)
    const second = ending(await startPostgres({ dir, settings: QUICK }))
    expect(second.url).toBe(first.url)
    expect(statSync(join(dir, 'password')).mode & 0o777).toBe(0o600)
  })

  it('recovers when its postmaster was killed', async () => {
    const killed = await startPostgres({ dir })
    process.kill(killed.pid, 'SIGKILL')
    await killed.exited
    const next = ending(await startPostgres({ dir }))
    expect(next.pid).not.toBe(killed.pid)
    expect(readFileSync(join(dir, 'postgres.log'), 'utf8')).toContain('automatic recovery')
  })

  it('ends a server that a killed starter left behind', async () => {
    const orphan = await startPostgres({ dir, settings: QUICK })
    const next = ending(await startPostgres({ dir, settings: QUICK }))
    await orphan.exited
    expect(await accepts(next.port)).toBe(true)
  })

  it('starts although the old pid belongs to an unrelated process now', async () => {
    const first = await startPostgres({ dir, settings: QUICK })
    const pidFile = join(dir, 'data/postmaster.pid')
    const content = readFileSync(pidFile, 'utf8')
    await first.stop()
    writeFileSync(pidFile, content.replace(String(first.pid), String(process.pid)))
    const next = ending(await startPostgres({ dir, settings: QUICK }))
    expect(await accepts(next.port)).toBe(true)
  })

  it('runs twice side by side', async () => {
    const folders = [dir, temporaryFolder()]
    const both = await Promise.all(
      folders.map((folder) => startPostgres({ dir: folder, settings: QUICK })),
    )
    const [one, two] = both.map(ending)
    expect(one?.port).not.toBe(two?.port)
  })

  it('reports a setting that the server refuses with the words of its log', async () => {
    const start = startPostgres({ dir, settings: { shared_buffers: 'much' } })
    await expect(start).rejects.toThrow(/ended before it was ready[\s\S]*shared_buffers/)
  })
})

describe('startRedis', () => {
  it('keeps its data over a kill and a restart', async () => {
    const dir = temporaryFolder()
    const first = await startRedis({ dir })
    expect(await redisReplies(first.url, 'SET kept 42')).toContain('+OK')
    await first.stop()
    const second = await startRedis({ dir })
    process.kill(second.pid, 'SIGKILL')
    await second.exited
    const third = ending(await startRedis({ dir }))
    expect(third.url).toBe(first.url)
    expect(await redisReplies(third.url, 'GET kept')).toContain('42')
  })

  it('never evicts, asks for its password, and writes an append-only file', async () => {
    const redis = ending(await startRedis({ dir: temporaryFolder() }))
    expect(await redisReplies(redis.url, 'CONFIG GET maxmemory-policy')).toContain('noeviction')
    expect(await redisReplies(redis.url, 'CONFIG GET appendonly')).toContain('yes')
    const stranger = `redis://:wrong@127.0.0.1:${redis.port}`
    expect(await redisReplies(stranger, 'PING')).toContain('NOAUTH')
  })

  it('ends a server that a killed starter left behind', async () => {
    const dir = temporaryFolder()
    const orphan = await startRedis({ dir })
    const next = ending(await startRedis({ dir }))
    await orphan.exited
    expect(await redisReplies(next.url, 'PING')).toContain('+PONG')
  })
})
