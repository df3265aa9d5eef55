import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bareEnv, createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countsOf, runCli, runCliProcess } from './support/cli.ts'
import { documents, ndjson, pretty } from './support/documents.ts'

const PACKAGES = join(import.meta.dirname, '../..')

let infra: TestInfra
let url: string
const servers: ChildProcess[] = []

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  const [apiPort, workerPort] = [await freePort(), await freePort()]
  url = `http://127.0.0.1:${apiPort}`
  start('api/src/main.node.ts', { PORT: String(apiPort), MAX_TEXTS_PER_MINUTE: '1000' })
  start('worker/src/main.ts', { WORKER_PORT: String(workerPort) })
  await Promise.all([untilReady(url), untilReady(`http://127.0.0.1:${workerPort}`)])
})

afterAll(async () => {
  for (const server of servers) server.kill('SIGTERM')
  await Promise.all(servers.map((server) => ended(server)))
  await infra.close()
})

function start(entry: string, more: Record<string, string>): void {
  const env = { ...bareEnv(), ...infra.env, ...more }
  servers.push(spawn(process.execPath, [join(PACKAGES, entry)], { env, stdio: 'ignore' }))
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => server.once('exit', () => resolve()))
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

async function untilReady(base: string): Promise<void> {
  while (
    !(await fetch(`${base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await sleep(50)
}

describe('demo', () => {
  it('loads matches, a shop and a community through the HTTP door once, and shows them', async () => {
    const args = ['demo', '--url', url, '--count', '20']
    const first = await runCliProcess(args, { env: infra.env })
    expect(first.code, first.stderr).toBe(0)
    expect(first.stderr).toMatch(/\d+ of 20 simulated documents accepted/)
    expect(first.stdout).toMatch(/^Best agent of each role in \d+ competitive matches:\nMAP +ROLE/)
    expect(first.stdout).toMatch(/^all maps +duelist +\w+/m)
    expect(first.stderr).toContain('50 products added to the shop')
    expect(first.stderr).toContain('24 posts added, with their threads')
    await showsTheShop(first.stdout)
    const shop = await countShop()
    expect(shop.product).toBe(50)
    for (const [table, rows] of Object.entries(shop)) expect(rows, table).toBeGreaterThan(5)

    const second = await runCli(args, { env: infra.env })
    expect(second).toMatchObject({ code: 0, stderr: '', stdout: first.stdout })
    expect(await countShop()).toEqual(shop)

    const keyFile = join(infra.config.LOADOUT_HOME, 'demo-key')
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600)
    expect(await readFile(keyFile, 'utf8')).toMatch(/^ldk_/)
    const keys = await infra.db.selectFrom('api_key').select('id').execute()
    expect(keys).toHaveLength(1)
  }, 60_000)

  async function showsTheShop(stdout: string) {
    const addresses = stdout.match(/http:\S+/g) ?? []
    expect(addresses).toHaveLength(3)
    const [page = '', atelier = '', feed = ''] = await Promise.all(
      addresses.map(async (address) => (await fetch(address)).text()),
    )
    const { data } = JSON.parse(page).result
    expect(data).toMatchObject({
      product: { kind: 'game', game: { companies: [{}, {}] } },
      questions: { top: expect.arrayContaining([expect.anything()]) },
    })
    expect(data.reviews.summary.reviews).toBeGreaterThan(3)
    expect(JSON.parse(atelier)).toMatchObject({ id: expect.any(Number), features: [{}, {}] })
    const { items } = JSON.parse(feed).result.data
    expect(items[0].score).toBeGreaterThan(0)
    expect(items.some((post: { comments: number }) => post.comments > 2)).toBe(true)
    const kinds = items.map((post: { subject: { kind: string } | null }) => post.subject?.kind)
    expect(kinds).toEqual(expect.arrayContaining(['agent', 'product']))
    await signsIn(stdout)
  }

  async function signsIn(stdout: string) {
    const [, email, file = ''] = /^Sign in as (\S+) with the password in (.+)$/m.exec(stdout) ?? []
    const password = (await readFile(file, 'utf8')).trim()
    const response = await fetch(`${url}/trpc/auth.login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password, tokens: true }),
    })
    expect(response.status).toBe(200)
  }

  /** How many rows each table of the shop and the community has. */
  async function countShop() {
    const tables = [
      'product',
      'style',
      'review',
      'characteristic_review',
      'question',
      'answer',
      'post',
      'comment',
      'follow',
      'vote',
    ] as const
    const counts = tables.map(async (table) => {
      const query = infra.db.selectFrom(table).select(({ fn }) => fn.countAll().as('rows'))
      return [table, Number((await query.executeTakeFirstOrThrow()).rows)] as const
    })
    return Object.fromEntries(await Promise.all(counts))
  }

  it('says so when no server answers', async () => {
    const result = await runCli(['demo', '--url', 'http://127.0.0.1:1'], { env: infra.env })
    expect(result).toMatchObject({ code: 69, stdout: '' })
    expect(result.stderr).toContain('http://127.0.0.1:1')
  })
})

describe('import matches --url', () => {
  it("goes through another server's door", async () => {
    const made = await runCli(['keys', 'create', '--scope', 'matches:write'], { env: infra.env })
    const remote = (input: string, key: string) =>
      runCli(['import', 'matches', '-', '--url', url, '--key', key], {
        env: { LOADOUT_HOME: infra.config.LOADOUT_HOME },
        input,
      })
    const lines = ndjson([...documents(3, 'remote'), '{}'])
    const result = await remote(lines, made.stdout.trim())
    expect(result.code, result.stderr).toBe(0)
    expect(countsOf(result)).toMatchObject({ accepted: 3, quarantined: 1 })
    expect(result.stdout).toContain('stdin:4')
    expect(await remote(pretty(lines.split('\n')[0] ?? ''), 'ldk_wrong')).toMatchObject({
      code: 77,
    })
  })
})
