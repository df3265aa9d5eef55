import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TrpcErrorAnswer } from './fixtures.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const FLOOD = process.env.STRESS === '1' ? 10_000 : 400
const LANES = 32
/** One in so many comes from somebody else. */
const OTHERS = 50

let infra: TestInfra
let server: ServerProcess
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  server = await startServer('node', {
    ...infra.env,
    TRUST_PROXY: '1',
    // So few that most are refused however slowly the machine sends them.
    RATE_READS_PER_SECOND: '20',
    RATE_WRITES_PER_SECOND: '5',
  })
})
afterAll(async () => {
  await server.stop('SIGKILL')
  await infra.close()
})

const post = (path: string, input: unknown, from: string) =>
  fetch(`${server.url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(input),
  })

/** What somebody sends who wants to be in the way: reads, writes, guesses, and what is nothing at all. */
const CALLS: readonly (readonly [path: string, input: unknown])[] = [
  ['feed.list', {}],
  ['feed.list', { cursor: 'x'.repeat(500) }],
  ['posts.get', { postId: 1 }],
  ['votes.set', { subject: { kind: 'post', id: 1 }, value: 1 }],
  ['auth.login', { email: 'nobody@example.org', password: 'a guess' }],
  ['no.such.call', {}],
]

/** What is wrong with an answer to who floods; a machine that has its hands full may say so too. */
async function complaint(response: Response): Promise<string | null> {
  const { status, headers } = response
  const text = await response.text()
  if (status !== 429) return status < 500 || BUSY.has(status) ? null : `${status} ${text}`
  const { error }: TrpcErrorAnswer = JSON.parse(text)
  const wait = Number(headers.get('retry-after'))
  // A quarter of an hour for guesses at one account.
  const isTold = error.data.appCode === 'RATE_LIMITED' && wait >= 1 && wait <= 900
  return isTold ? null : `${text} after ${wait}`
}

const BUSY: ReadonlySet<number> = new Set([503, 504])

/** As clients do: what was busy is asked again. */
async function patiently(call: () => Promise<Response>): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await call()
    await response.body?.cancel()
    if (attempt === 4 || !BUSY.has(response.status)) return response.status
  }
}

/** The nth request of the flood, and now and then one of somebody else. */
async function flood(n: number): Promise<{ status: number; complaints: readonly string[] }> {
  const [path, input] = CALLS[n % CALLS.length] ?? ['', {}]
  const response = await post(path, input, '203.0.113.7')
  const complaints = [await complaint(response)]
  if (n % OTHERS === 0) {
    const from = `198.51.${n % 250}.${n % 251}`
    const status = await patiently(() => post('feed.list', {}, from))
    complaints.push(status === 200 ? null : `another: ${status}`)
  }
  const wrong = complaints.filter((one) => one !== null)
  return { status: response.status, complaints: wrong.map((one) => `${path}: ${one}`) }
}

describe('a flood of requests from one address', () => {
  it('is answered in kind, says when to come again, and is in nobody else’s way', async () => {
    const answers: Awaited<ReturnType<typeof flood>>[] = []
    let next = 0
    async function lane(): Promise<void> {
      while (next < FLOOD) {
        next += 1
        answers.push(await flood(next))
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
    expect(answers.flatMap(({ complaints }) => complaints)).toEqual([])
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(FLOOD / 4)
    expect(server.child.exitCode).toBeNull()
    expect(await patiently(() => fetch(`${server.url}/readyz`))).toBe(200)
  }, 300_000)
})
