import { setTimeout as sleep } from 'node:timers/promises'
import { type PollLoop, startCacheRelay } from '@loadout/infra'
import {
  createTestInfra,
  startTestRedis,
  type TestInfra,
  type TestRedisServer,
} from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD } from '../../../packages/api/test/fixtures.ts'
import { bearer, type Person, people } from '../../../packages/api/test/people.ts'
import { type ServerProcess, startServer } from '../../../packages/api/test/server-process.ts'
import { isStress } from '../env.ts'

const ROUNDS = isStress() ? 15 : 1
/** So many answers of each kind are waited for between two faults. */
const ANSWERS = 3
/** Longer than any command waits for Redis, and than the pause of who gave it up; milliseconds. */
const STOPPED_MS = 1_300

const CONTROL = 'posts.byAuthor'
/** A request has two seconds. */
const STALL_MS = 3_000

let redis: TestRedisServer
let infra: TestInfra
let relay: PollLoop
let server: ServerProcess
beforeAll(async () => {
  redis = await startTestRedis()
  infra = await createTestInfra({
    profile: 'api',
    env: { REDIS_URL: redis.url, TOKEN_ALGORITHM: 'ES256' },
  })
  relay = startCacheRelay({
    services: infra,
    redisUrl: redis.url,
    prefix: infra.config.QUEUE_PREFIX,
  })
  server = await startServer('node', {
    ...infra.env,
    RATE_READS_PER_SECOND: '0',
    RATE_WRITES_PER_SECOND: '0',
    // Counted in Redis, and never used up.
    RATE_SIGN_INS_PER_MINUTE: '1000000',
  })
})
afterAll(async () => {
  await server.stop('SIGKILL')
  await relay.close()
  await infra.close()
  await redis.stop('SIGKILL')
})

async function post(path: string, input: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  })
  return { status: response.status, text: await response.text() }
}

/** Calls one after the other, of each kind. */
async function kindsOfCalls() {
  const [author, reader] = (await people(infra, 2)) as [Person, Person]
  const write = async (path: string, input: unknown) =>
    JSON.parse((await post(path, input, bearer(author.token))).text).result.data.id
  const postId = await write('posts.create', { title: 'A post', content: 'It stays.' })
  const subject = { kind: 'post', id: postId }
  await write('comments.create', { subject, body: 'So does this.' })
  const account = { email: `person-${reader.accountId}@example.org`, password: PASSWORD }
  const tokens = async () =>
    JSON.parse((await post('auth.login', { ...account, tokens: true })).text).result.data.tokens
  const { refreshToken } = await tokens()
  let value = 0
  return {
    'feed.list': () => post('feed.list', { sort: 'new' }),
    'posts.get': () => post('posts.get', { postId }),
    'comments.list': () => post('comments.list', { subject }),
    'auth.login': () => post('auth.login', { ...account, tokens: true }),
    // Young as it is, it is answered with itself.
    'auth.refresh': () => post('auth.refresh', { refreshToken }),
    // Asks the database alone.
    [CONTROL]: () => post(CONTROL, { accountId: author.accountId }),
    'votes.set'() {
      value = 1 - value
      return post('votes.set', { subject, value }, bearer(reader.token))
    },
  }
}

interface Failure {
  readonly kind: string
  readonly at: number
  readonly what: string
}

/** Failures but those around one of what has nothing to do with Redis: then the machine itself stood still. */
function ofRedis(failed: readonly Failure[]): readonly Failure[] {
  const stalls = failed.filter(({ kind }) => kind === CONTROL)
  return failed.filter(
    ({ at, kind }) =>
      kind !== CONTROL && !stalls.some((stall) => Math.abs(stall.at - at) < STALL_MS),
  )
}

async function processOf(): Promise<number> {
  return Number(/process_id:(\d+)/.exec(await infra.redis.info('server'))?.[1])
}

describe('Redis, killed, stopped and started anew under steady requests,', () => {
  it('fails none of them', async () => {
    const kinds = await kindsOfCalls()
    const answers = new Map(Object.keys(kinds).map((kind) => [kind, 0]))
    const failed: Failure[] = []
    let isOver = false
    const lane = async ([kind, call]: [string, () => ReturnType<typeof post>]) => {
      while (!isOver) {
        const { status, text } = await call()
        answers.set(kind, (answers.get(kind) ?? 0) + 1)
        if (status !== 200) {
          failed.push({ kind, at: performance.now(), what: `${status} ${text.slice(0, 200)}` })
        }
      }
    }
    const lanes = Object.entries(kinds).map(lane)
    /** Until every kind was answered some times more. */
    const more = async () => {
      const before = new Map(answers)
      const fewest = () =>
        Math.min(...[...answers].map(([kind, count]) => count - (before.get(kind) ?? 0)))
      await expect.poll(fewest, { timeout: 30_000 }).toBeGreaterThanOrEqual(ANSWERS)
    }
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        await more()
        const pid = await processOf()
        process.kill(pid, 'SIGSTOP')
        await sleep(STOPPED_MS)
        await more()
        process.kill(pid, 'SIGCONT')
        await more()
        await redis.stop('SIGKILL')
        await more()
        redis = await startTestRedis({ port: redis.port })
        await more()
        await expect.poll(() => infra.redis.status, { timeout: 10_000 }).toBe('ready')
      }
    } finally {
      isOver = true
      await Promise.all(lanes)
    }
    expect(ofRedis(failed)).toEqual([])
    expect(server.child.exitCode).toBeNull()
  }, 300_000)
})
