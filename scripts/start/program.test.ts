import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { identify, isAlive } from '../boot/process-identity.mjs'
import { accepts, freePort } from '../services/ports.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { type ProgramPlan, startProgram } from './program.ts'

const SERVER = `
import { createServer } from 'node:http'
createServer((request, response) => {
  if (request.url === '/crash') process.exit(3)
  response.end('ready')
}).listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
`

async function plan(script: string): Promise<ProgramPlan & { pids: number[]; restarts: string[] }> {
  const folder = temporaryFolder()
  const entry = join(folder, 'main.ts')
  writeFileSync(entry, script)
  const port = await freePort()
  const pids: number[] = []
  const restarts: string[] = []
  return {
    name: 'API',
    entry,
    env: { ...process.env, PORT: String(port) },
    port,
    logFile: join(folder, 'api.log'),
    onStart: (pid) => pids.push(pid),
    onRestart: (line) => restarts.push(line),
    signal: new AbortController().signal,
    pids,
    restarts,
  }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 15_000, interval: 25 }).toBe(true)
}

const crash = (port: number) => fetch(`http://127.0.0.1:${port}/crash`).catch(() => {})

describe('startProgram', () => {
  it('is there when it answers, and gone after stop', async () => {
    const api = await plan(SERVER)
    const program = await startProgram(api)
    expect(await accepts(api.port)).toBe(true)
    const record = identify(api.pids[0] ?? 0) ?? { pid: 0, startTime: '' }
    await program.stop(2_000)
    expect(isAlive(record)).toBe(false)
    expect(existsSync(api.logFile)).toBe(true)
  })

  it('starts it again when it ends unexpectedly', async () => {
    const api = await plan(SERVER)
    const program = await startProgram(api)
    await crash(api.port)
    await until(async () => api.pids.length === 2 && (await accepts(api.port)))
    expect(api.restarts[0]).toContain('The API ended unexpectedly')
    await program.stop(2_000)
  })

  it('does not start it again once it was told to stop', async () => {
    const api = await plan(SERVER)
    const program = await startProgram(api)
    await program.stop(2_000)
    await program.stop(2_000)
    expect(api.pids).toHaveLength(1)
  })

  it('reports the log of a program that never gets ready', async () => {
    const api = await plan(`process.stderr.write('DATABASE_URL is missing'); process.exit(78)`)
    await expect(startProgram(api)).rejects.toThrow(
      /did not get ready[\s\S]*DATABASE_URL is missing/,
    )
  })

  it('gives up waiting when the start is aborted', async () => {
    const api = await plan('setInterval(() => {}, 1000)')
    const stopping = new AbortController()
    const starting = startProgram({ ...api, signal: stopping.signal })
    stopping.abort()
    await expect(starting).rejects.toThrow('aborted')
  })

  it('kills a program that does not end by itself', async () => {
    const api = await plan(
      SERVER.replace(
        "process.on('SIGTERM', () => process.exit(0))",
        "process.on('SIGTERM', () => {})",
      ),
    )
    const program = await startProgram(api)
    await program.stop(600)
    await expect.poll(() => accepts(api.port)).toBe(false)
  })
})
