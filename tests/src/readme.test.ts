import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { rollupMatches } from '@loadout/core/stats'
import { simulateMatches } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from './support/harness.ts'

const run = promisify(execFile)
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const apiMain = fileURLToPath(new URL('../../packages/api/src/main.node.ts', import.meta.url))

let harness: Harness
let url: string
let stop: () => Promise<void>

beforeAll(async () => {
  harness = await createHarness()
  const documents = simulateMatches({ seed: 5, count: 12, compact: true, mix: { competitive: 1 } })
  await harness.ingest([...documents].map((document) => JSON.stringify(document)))
  await rollupMatches(harness.ctx, {})

  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const env = { ...process.env, ...harness.infra.env, PORT: String(port), HOST: '127.0.0.1' }
  const api = spawn(process.execPath, [apiMain], { env, stdio: 'ignore' })
  const exited = new Promise<void>((resolve) => api.once('exit', () => resolve()))
  stop = () => {
    api.kill('SIGTERM')
    return exited
  }
  await answers(`${url}/readyz`)
})
afterAll(async () => {
  await stop?.()
  await harness.close()
})

describe('README', () => {
  it('has a client example that does what it says', async () => {
    const [, example] = /```ts\n(.*?)```/s.exec(readme) ?? []
    const code = example?.replace('http://localhost:3000', url) ?? ''
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module-typescript', '--eval', code],
      {
        cwd: fileURLToPath(new URL('..', import.meta.url)),
      },
    )
    const [summary, ...rest] = stdout.trim().split('\n')
    expect(summary).toMatch(/^12 matches; best duelist: \w/)
    expect(rest).toHaveLength(6)
    expect(rest.at(-1)).toBe('no such match')
  })

  it('has a batch URL that gives three answers', async () => {
    const [, path] = /curl 'http:\/\/localhost:3000([^']+)'/.exec(readme) ?? []
    const response = await fetch(`${url}${path}`)
    const answers = (await response.json()) as readonly { readonly result?: unknown }[]
    expect([response.status, answers.length]).toEqual([200, 3])
    expect(answers.every((answer) => answer.result !== undefined)).toBe(true)
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function answers(target: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const ok = await fetch(target).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${target} does not answer`)
}
