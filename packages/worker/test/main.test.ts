import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { enqueue } from '@loadout/core/outbox'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { freePort, startProcess, type TestProcess } from './processes.ts'

const MAIN = 'src/main.ts'

let infra: TestInfra
let worker: TestProcess | undefined
beforeAll(async () => {
  infra = await createTestInfra()
})
afterEach(async () => {
  worker?.child.kill('SIGKILL')
  await worker?.exited
})
afterAll(() => infra.close())

describe('the worker process', () => {
  it('gets ready, carries the outbox to its handlers, counts, and stops in order', async () => {
    const port = await start()
    expect(await status(port, '/livez')).toBe(200)
    await enqueue(infra.db, 'ops.cleanup', { dryRun: true })
    const runs = infra.db.selectFrom('job_run').select(['name', 'state'])
    await expect
      .poll(() => runs.execute(), { timeout: 10_000 })
      .toEqual([{ name: 'ops.cleanup', state: 'completed' }])
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    expect(metrics).toContain('loadout_worker_runs_total{job="ops.cleanup",outcome="completed"} 1')
    expect(metrics).toContain('loadout_outbox_backlog 0')
    worker?.child.kill('SIGTERM')
    expect(await worker?.exited).toBe(0)
    expect(worker?.output()).not.toMatch(/"level":"(warn|error)"/)
  }, 30_000)

  it('stops when the process that started it is gone', async () => {
    await start({ ipc: true })
    worker?.child.disconnect()
    expect(await worker?.exited).toBe(0)
  }, 30_000)

  it('stops at once when it is asked twice', async () => {
    await start()
    worker?.child.kill('SIGTERM')
    worker?.child.kill('SIGINT')
    expect([0, 1]).toContain(await worker?.exited)
  }, 30_000)

  it('says everything that is wrong with its configuration, and exits with 78', async () => {
    worker = startProcess(MAIN, { DATABASE_URL: 'mysql://u:hunter2@db', WORKER_PORT: 'http' })
    expect(await worker.exited).toBe(78)
    expect(worker.output()).toContain('DATABASE_URL')
    expect(worker.output()).toContain('REDIS_URL is not set')
    expect(worker.output()).toContain('WORKER_PORT')
    expect(worker.output()).not.toContain('hunter2')
  })

  it('names the port that is taken', async () => {
    const port = await freePort()
    const blocker = await occupy(port)
    worker = startProcess(MAIN, { ...infra.env, WORKER_PORT: String(port) })
    expect(await worker.exited).toBe(1)
    expect(worker.output()).toContain(`port ${port} (WORKER_PORT) is in use`)
    blocker.close()
  })
})

async function start(options: { ipc?: boolean } = {}): Promise<number> {
  const port = await freePort()
  worker = startProcess(MAIN, { ...infra.env, WORKER_PORT: String(port) }, options)
  await expect.poll(() => status(port, '/readyz'), { timeout: 20_000 }).toBe(200)
  return port
}

async function status(port: number, path: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null)
  return response?.status ?? 0
}

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}
