import { setImmediate } from 'node:timers/promises'
import { type Passwords, silentLog } from '@loadout/core'
import { closeRedis, createRedis } from '@loadout/infra'
import { createTestInfra, startTestRedis, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiSettings } from '../src/api-deps.ts'
import { createApp } from '../src/app.ts'
import { readEnv } from '../src/env.ts'
import type { SharedCounters } from '../src/http/shared-limiter.ts'
import { callOne } from './calls.ts'
import { json, PASSWORD } from './fixtures.ts'
import { bearer, people, person } from './people.ts'
import { testDeps } from './test-app.ts'

/** Hashing is most of what signing in takes; what is counted is whether the password is right. */
const QUICK: Passwords = {
  requireRoom: () => {},
  hash: async () => 'no hash',
  verify: async (_, password) => password === PASSWORD,
  pretend: async () => {},
  isOutdated: () => false,
  isCommon: async () => false,
}

const { rateLimits: DEFAULTS } = readEnv({
  DATABASE_URL: 'postgresql://localhost/none',
  REDIS_URL: 'redis://localhost',
}).settings
const NONE = { read: 0, write: 0, guest: 0, signIn: 0 }

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  await infra.pingRedis()
})
afterAll(() => infra.close())

let apps = 0

/** An app that has counted nothing yet. */
function open(
  rateLimits: ApiSettings['rateLimits'],
  counters: Partial<SharedCounters> = {},
  settings: Partial<ApiSettings> = {},
) {
  apps += 1
  const services = { ...infra, passwords: QUICK }
  const own = { redis: infra.redis, prefix: `${infra.config.QUEUE_PREFIX}:${apps}` }
  return createApp({
    ...testDeps(services, { rateLimits, trustedProxies: 1, ...settings }),
    counters: { ...own, ...counters },
  })
}

type App = ReturnType<typeof open>
interface Guess {
  readonly email: string
  readonly password: string
}

const post = (app: App, path: string, body: unknown, from: string, headers = {}) =>
  app.request(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from, ...headers },
    body: JSON.stringify(body),
  })

interface Answer {
  readonly error?: {
    readonly data: { readonly appCode: string; readonly retryAfterSeconds?: number }
  }
}

const codeOf = async (response: Response): Promise<string> => {
  const answer = await json<Answer | readonly Answer[]>(response)
  const [first] = 'map' in answer ? answer : [answer]
  return first?.error?.data.appCode ?? 'OK'
}

const login = async (app: App, from: string, guess: Partial<Guess> = {}) => {
  const input = { email: 'nobody@example.org', password: 'a guess', tokens: true, ...guess }
  return await codeOf(await post(app, 'auth.login', input, from))
}

const emailOf = ({ accountId }: { readonly accountId: number }) => `person-${accountId}@example.org`

function counted(codes: readonly string[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(codes, (code) => code)
  return Object.fromEntries([...groups].map(([code, all]) => [code, all.length]))
}

describe('a flood of sign-ins', () => {
  const FLOOD = 10_000
  const LANES = 50

  it('from one address is answered, each and in kind, and harms nobody else', async () => {
    const app = open(DEFAULTS)
    const codes: string[] = []
    const others: string[] = []
    const waits = new Set<boolean>()
    let next = 0
    async function lane(): Promise<void> {
      while (next < FLOOD) {
        next += 1
        const n = next
        const guess = { email: `${n}@example.org`, password: 'a guess' }
        const response = await post(app, 'auth.login', guess, '203.0.113.7')
        const wait = response.headers.get('retry-after')
        const code = await codeOf(response)
        codes.push(code)
        if (code === 'RATE_LIMITED') {
          waits.add(response.status === 429 && Number(wait) >= 1 && Number(wait) <= 60)
        }
        const email = `${n}@example.net`
        if (n % 500 === 0) others.push(await login(app, `198.51.100.${n / 500}`, { email }))
        // As between requests of a server: whatever waits for a database goes on.
        await setImmediate()
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
    const allowed = DEFAULTS.signIn
    expect(counted(codes)).toEqual({
      WRONG_CREDENTIALS: allowed,
      RATE_LIMITED: FLOOD - allowed,
    })
    expect([...waits]).toEqual([true])
    expect(counted(others)).toEqual({ WRONG_CREDENTIALS: FLOOD / 500 })
  }, 60_000)

  it('leaves reading to who floods', async () => {
    const app = open({ ...DEFAULTS, signIn: 1 })
    await login(app, '203.0.113.7')
    expect(await login(app, '203.0.113.7')).toBe('RATE_LIMITED')
    expect(await codeOf(await post(app, 'stats.maps', {}, '203.0.113.7'))).toBe('OK')
  })

  it('counts for all processes together', async () => {
    const prefix = `${infra.config.QUEUE_PREFIX}:together`
    const [one, two] = [
      open({ ...NONE, signIn: 3 }, { prefix }),
      open({ ...NONE, signIn: 3 }, { prefix }),
    ]
    const codes = []
    for (const app of [one, two, one, two, one]) codes.push(await login(app, '203.0.113.8'))
    expect(counted(codes)).toEqual({ WRONG_CREDENTIALS: 3, RATE_LIMITED: 2 })
  })
})

describe('a caller', () => {
  it('is charged for each procedure of a batch', async () => {
    const app = open({ ...NONE, signIn: 30 })
    const guess = (n: number) => ({ email: `${n}@example.org`, password: 'a guess' })
    const batch = (size: number, from: string) => {
      const path = `${Array(size).fill('auth.login').join(',')}?batch=1`
      const body = Object.fromEntries(Array.from({ length: size }, (_, n) => [n, guess(n)]))
      return post(app, path, body, from)
    }
    expect(await codeOf(await batch(20, '203.0.113.1'))).toBe('WRONG_CREDENTIALS')
    expect(await codeOf(await batch(20, '203.0.113.1'))).toBe('RATE_LIMITED')
    expect(await codeOf(await batch(10, '203.0.113.2'))).toBe('WRONG_CREDENTIALS')
    expect(await codeOf(await batch(21, '203.0.113.3'))).toBe('BATCH_TOO_LARGE')
  })

  it('is charged for each kind of procedure in a batch by itself', async () => {
    const app = open({ ...NONE, signIn: 2, write: 100 })
    const body = { 0: { word: 'x' }, 1: { email: 'a@example.org', password: 'a guess' } }
    const codes = []
    for (const _ of [1, 2, 3]) {
      const path = 'moderation.addWord,auth.login?batch=1'
      codes.push((await post(app, path, body, '203.0.113.4')).status)
    }
    expect(codes).toEqual([401, 401, 429])
  })

  it.each([
    'auth.login',
    'auth.login/',
    '/auth.login',
    '//auth.login',
    './auth.login',
    'x/../auth.login',
    'auth%2elogin',
    'auth%2Elogin',
    '%61uth.login',
    'auth.login%2f',
    'auth.login#',
    'auth.login?#batch=1',
    'auth.login?batch=0',
    'auth.login?batch=1&batch=0',
    'auth.login,auth.login?batch=1#',
    'auth.login%2Cauth.login?batch=1',
    'auth.login/?batch=1',
    'AUTH.LOGIN',
    'auth/login',
    'auth.login;x',
    'auth.login%00',
  ])('gets around no limit by writing %j', async (path) => {
    const app = open({ ...NONE, signIn: 1 })
    await login(app, '203.0.113.5')
    const guess = { email: 'a@example.org', password: 'a guess' }
    for (const body of [guess, { 0: guess, 1: guess }]) {
      const { status } = await post(app, path, body, '203.0.113.5')
      expect([400, 404, 429]).toContain(status)
    }
  })

  it.each([{ 'trpc-accept': 'application/jsonl' }, { accept: 'application/jsonl' }])(
    'is not signed in by an answer that is streamed: %j',
    async (headers) => {
      const body = { 0: { email: 'a@example.org', password: 'a guess' } }
      const response = await post(open(NONE), 'auth.login?batch=1', body, '203.0.113.6', headers)
      expect(await codeOf(response)).toBe('BAD_INPUT')
    },
  )

  it.each([
    ['one address', '203.0.113.9', 'forged, 203.0.113.9', true],
    ['one network of IPv6', '2001:db8:1:2::1', '2001:DB8:1:2:ffff:ffff:ffff:ffff', true],
    ['IPv4 in IPv6', '203.0.113.9', '::ffff:203.0.113.9', true],
    ['one address from two ports', '203.0.113.9:1000', '203.0.113.9:2000', true],
    ['two addresses', '203.0.113.9', '203.0.113.10', false],
    ['two networks of IPv6', '2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ])('is known by %s', async (_, one, other, isSame) => {
    const app = open({ ...NONE, signIn: 1 })
    expect(await login(app, one)).toBe('WRONG_CREDENTIALS')
    expect(await login(app, other)).toBe(isSame ? 'RATE_LIMITED' : 'WRONG_CREDENTIALS')
  })
})

describe('guesses at one account', () => {
  const GUESSES = 10

  it('stop after ten from one network, while its owner gets in from another', async () => {
    const app = open(NONE)
    const email = emailOf(await person(infra))
    const codes = []
    for (let n = 0; n < 15; n += 1) {
      codes.push(await login(app, `192.0.2.${n}`, { email: n % 2 ? email : email.toUpperCase() }))
    }
    expect(counted(codes)).toEqual({ WRONG_CREDENTIALS: GUESSES, RATE_LIMITED: 5 })
    expect(await login(app, '192.0.2.99', { email, password: PASSWORD })).toBe('RATE_LIMITED')
    expect(await login(app, '198.51.100.1', { email, password: PASSWORD })).toBe('OK')
  })

  it('stop after ten however many are made at once', async () => {
    const app = open(NONE)
    const email = emailOf(await person(infra))
    const all = Array.from({ length: 60 }, () => login(app, '192.0.2.1', { email }))
    expect(counted(await Promise.all(all))).toEqual({
      WRONG_CREDENTIALS: GUESSES,
      RATE_LIMITED: 50,
    })
  })

  it('stop after a hundred from all networks together', async () => {
    const app = open(NONE)
    const email = emailOf(await person(infra))
    const codes = []
    for (let n = 0; n < 110; n += 1) codes.push(await login(app, `10.0.${n}.1`, { email }))
    expect(counted(codes)).toEqual({ WRONG_CREDENTIALS: 100, RATE_LIMITED: 10 })
    expect(await login(app, '10.1.1.1', { email, password: PASSWORD })).toBe('RATE_LIMITED')
  })

  it('are not what the right password is, however often', async () => {
    const app = open(NONE)
    const guess = { email: emailOf(await person(infra)), password: PASSWORD }
    for (let n = 0; n < 3 * GUESSES; n += 1) expect(await login(app, '192.0.2.1', guess)).toBe('OK')
    expect(await login(app, '192.0.2.1', { email: guess.email })).toBe('WRONG_CREDENTIALS')
    const all = Array.from({ length: GUESSES - 1 }, () => login(app, '192.0.2.1', guess))
    expect(counted(await Promise.all(all))).toEqual({ OK: GUESSES - 1 })
  })

  it('stop for who has a session, too', async () => {
    const app = open(NONE)
    const [me, other] = await people(infra, 2)
    const input = { password: 'a guess', newPassword: 'eight dry badgers' }
    const change = async (from: string, who: typeof me, password = 'a guess') => {
      const headers = bearer(who?.token ?? '')
      return await codeOf(
        await post(app, 'auth.changePassword', { ...input, password }, from, headers),
      )
    }
    const codes = await Promise.all(Array.from({ length: 15 }, () => change('192.0.2.1', me)))
    expect(counted(codes)).toEqual({ WRONG_CREDENTIALS: GUESSES, RATE_LIMITED: 5 })
    const erase = await post(
      app,
      'account.erase',
      { password: PASSWORD },
      '192.0.2.1',
      bearer(me?.token ?? ''),
    )
    expect(await codeOf(erase)).toBe('RATE_LIMITED')
    expect(await change('192.0.2.1', other)).toBe('WRONG_CREDENTIALS')
    expect(await change('198.51.100.1', me, PASSWORD)).toBe('OK')
  })
})

describe('without Redis', () => {
  it('each process counts on its own, and people sign in', async () => {
    const server = await startTestRedis()
    const redis = createRedis({ url: server.url, profile: 'failFast', log: silentLog })
    try {
      await expect.poll(() => redis.status).toBe('ready')
      const app = open({ ...NONE, signIn: 3 }, { redis })
      const guess = { email: emailOf(await person(infra)), password: PASSWORD }
      expect(await login(app, '203.0.113.1', guess)).toBe('OK')
      await server.stop('SIGKILL')
      expect(await login(app, '203.0.113.2', guess)).toBe('OK')
      const codes = []
      for (let n = 0; n < 5; n += 1) codes.push(await login(app, '203.0.113.3'))
      expect(counted(codes)).toEqual({ WRONG_CREDENTIALS: 3, RATE_LIMITED: 2 })
    } finally {
      closeRedis(redis)
      await server.stop()
    }
  })

  it('guesses are counted all the same', async () => {
    // Nobody listens there.
    const redis = createRedis({ url: 'redis://127.0.0.1:1', profile: 'failFast', log: silentLog })
    try {
      const app = open(NONE, { redis })
      const email = emailOf(await person(infra))
      const all = Array.from({ length: 15 }, () => login(app, '192.0.2.1', { email }))
      expect(counted(await Promise.all(all))).toEqual({ WRONG_CREDENTIALS: 10, RATE_LIMITED: 5 })
      expect(await login(app, '198.51.100.1', { email, password: PASSWORD })).toBe('OK')
    } finally {
      closeRedis(redis)
    }
  })
})

describe('one account with many connections', () => {
  it('does not take the connections that all share, however long its writes wait', async () => {
    const [ana, ben] = [await person(infra), await person(infra)]
    const post = await infra.db
      .insertInto('post')
      .values({ account_id: ben.accountId, title: 'Hot', content: 'Text' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const app = createApp(testDeps(infra))
    const { promise: held, resolve: free } = Promise.withResolvers<void>()
    const { promise: locked, resolve: lock } = Promise.withResolvers<void>()
    const holder = infra.db.transaction().execute(async (tx) => {
      await tx.selectFrom('post').select('id').where('id', '=', post.id).forUpdate().execute()
      lock()
      await held
    })
    await locked
    const vote = { subject: { kind: 'post', id: post.id }, value: 1 }
    const votes = Array.from({ length: 50 }, () =>
      callOne(app, 'votes.set', vote, bearer(ana.token)),
    )
    const others = await Promise.all(
      Array.from({ length: 20 }, async () => (await app.request(`/api/posts/${post.id}`)).status),
    )
    free()
    await holder
    expect(new Set(others)).toEqual(new Set([200]))
    expect(new Set((await Promise.all(votes)).map(({ code }) => code))).toEqual(new Set(['OK']))
  })
})

describe('many who write about things of the game', () => {
  it('need one connection each, and wait for no second one', async () => {
    const writers = await people(infra, 30)
    const app = createApp(testDeps(infra))
    const post = { title: 'Jett', content: 'Text', subject: { kind: 'agent', id: 'Jett' } }
    const outcomes = await Promise.all(
      writers.map(({ token }) => callOne(app, 'posts.create', post, bearer(token))),
    )
    expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set(['OK']))
  })
})
