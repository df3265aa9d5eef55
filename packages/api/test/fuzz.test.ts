import { SCOPES } from '@loadout/core'
import { createGuest, register, setRole } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appRouter } from '../src/index.ts'
import { procedureMetas } from '../src/trpc/procedures.ts'
import { PROCEDURES } from './calls.ts'
import { leaks, newKey, PASSWORD } from './fixtures.ts'
import { RUNTIMES, type ServerProcess, startServer } from './server-process.ts'
import { REFUSALS, VALID } from './valid-inputs.ts'

/** Replays the whole run. */
const SEED = 20_261_121
/** Valid ones, and as many mutated: 200 of each on both runtimes in `npm run stress`, a part of the same otherwise. */
const INPUTS = process.env.STRESS === '1' ? { node: 200, bun: 200 } : { node: 8, bun: 4 }
/** Procedures that hash whatever they are sent: fewer inputs do, but for `npm run stress`. */
const SLOW = new Set(process.env.STRESS === '1' ? [] : ['auth.changePassword', 'auth.setUpTotp'])
/** Inputs of one request, which run at once: more would be refused for want of connections, not for what they say. */
const BATCH = 8

/** argon2id of nothing that is sent, with the least parameters. */
const WEAK = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$MTIzNDU2Nzg5MDEyMzQ1Ng'

const METAS = procedureMetas(appRouter)
const TYPES = new Map(PROCEDURES.map(({ path, type }) => [path, type]))

const text = fc.oneof(
  fc.constantFrom(
    '',
    'competitive',
    'eu',
    'e10a2',
    'ascent',
    '11.8',
    '\u0000',
    '\ud800',
    '__proto__',
    "'; --",
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
)
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -1, 28, 2 ** 31, 2 ** 53, 1e300, -0),
)
const anything = fc.oneof(text, number, fc.jsonValue(), fc.constant(null))

/** A valid input with some of its fields replaced, added or dropped; now and then something else. */
function mutated(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const names = fc.constantFrom(
    'queue',
    'patch',
    'tier',
    'cursor',
    'limit',
    ...['productId', 'skuId', 'quantity', 'body', 'author', 'photos', 'subject', 'value'],
    ...['questionId', 'answerId', 'text', 'answers', 'productIds', 'guestToken'],
    ...['idOrSlug', 'items', 'price', 'prices', 'game', 'tags', 'source', 'slug'],
    ...['postId', 'accountId', 'title', 'content', 'emoji', 'on', 'expectedRevision'],
    ...['email', 'password', 'newPassword', 'code', 'token', 'refreshToken', 'sessionId'],
    ...['name', 'scopes', 'expiresAt', 'accountId', 'role', 'id', 'tokens'],
    ...['matchId', 'document', 'player', 'map', 'agent', 'a', 'result', 'days', 'round', 'from'],
    '__proto__',
    'constructor',
  )
  const changes = fc.dictionary(names, anything, { minKeys: 1, maxKeys: 4 })
  const changed = fc
    .tuple(valid, changes)
    .map(([input, change]) => ({ ...Object(input), ...change }))
  return fc.oneof({ weight: 4, arbitrary: changed }, { weight: 1, arbitrary: anything })
}

describe.each(RUNTIMES)('bad input on %s', (runtime) => {
  const inputs = INPUTS[runtime]
  let infra: TestInfra
  let server: ServerProcess
  let token: string
  let guestToken: string
  let people = 0

  beforeAll(async () => {
    infra = await createTestInfra()
    token = await newKey(infra, [...SCOPES])
    guestToken = (await createGuest(infra)).token
    const unlimited = {
      RATE_READS_PER_SECOND: '0',
      RATE_WRITES_PER_SECOND: '0',
      RATE_GUESTS_PER_MINUTE: '0',
      RATE_SIGN_INS_PER_MINUTE: '0',
    }
    server = await startServer(runtime, { ...infra.env, ...unlimited })
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await infra.close()
  })

  /** What a key may not do a person can. */
  const callerOf = (path: string): Record<string, string> =>
    METAS.get(path)?.auth === 'guest'
      ? { 'x-guest-token': guestToken }
      : { authorization: `Bearer ${token}` }
  /** Somebody new each time: what is sent may end their session, or their account. Nothing is hashed for them. */
  async function signIn(): Promise<Record<string, string>> {
    people += 1
    const email = `fuzz-${people}@example.org`
    const passwords = { ...infra.passwords, hash: async () => WEAK }
    const ctx = { ...infra, passwords, actor: { kind: 'anonymous' } } as const
    const client = { userAgent: null, network: null }
    const input = { email, name: `Fuzz ${people}`, password: PASSWORD }
    const { profile, grant } = await register(ctx, input, { client, guestId: null })
    const { id: accountId } = profile
    const system = { ...infra, actor: { kind: 'system', name: 'test' } } as const
    await setRole(system, { accountId, role: 'admin' })
    return { authorization: `Bearer ${grant.accessToken}` }
  }

  const post = (path: string, body: string, headers = callerOf(path)) =>
    fetch(`${server.url}/trpc/${path}`, {
      method: 'POST',
      body,
      headers: { ...headers, 'content-type': 'application/json' },
    })

  /** The status of each input, sent together; null when the caller's session is over. */
  async function batch(
    path: string,
    bodies: readonly string[],
    headers: Record<string, string>,
  ): Promise<readonly number[] | null> {
    const paths = bodies.map(() => path).join(',')
    const body = `{${bodies.map((one, index) => `"${index}":${one}`).join(',')}}`
    const response = await post(`${paths}?batch=1`, body, headers)
    const text = await response.text()
    // The one answer that tells a key.
    const told = path === 'account.createKey' ? text.replaceAll('ldk_', '') : text
    expect(leaks(told)).toEqual([])
    const answers: unknown = JSON.parse(text)
    if (response.status === 401 && !Array.isArray(answers)) return null
    if (!Array.isArray(answers)) throw new Error(`no answer to a batch of ${path}: ${text}`)
    return answers.map((answer, index) => {
      const status = answer.error === undefined ? 200 : answer.error.data.httpStatus
      if (status >= 500) throw new Error(`${status} for ${path} ${bodies[index]}: ${text}`)
      return status
    })
  }

  /** The same of streams, which open one by one and are left at once. */
  async function opened(path: string, bodies: readonly string[]): Promise<readonly number[]> {
    const seen: number[] = []
    const headers = await signIn()
    for (const body of bodies) {
      const url = `${server.url}/trpc/${path}?input=${encodeURIComponent(body)}`
      const response = await fetch(url, { headers })
      if (response.ok) await response.body?.cancel()
      else expect(leaks(await response.text())).toEqual([])
      if (response.status >= 500) throw new Error(`${response.status} for ${path} ${body}`)
      seen.push(response.status)
    }
    return seen
  }

  /** Statuses of all answers; every one is JSON and tells nothing it should not. */
  async function statuses(path: string, bodies: readonly string[]): Promise<readonly number[]> {
    const seen: number[] = []
    const isForPeople = METAS.get(path)?.auth === 'user'
    let headers = isForPeople ? await signIn() : callerOf(path)
    for (let at = 0; at < bodies.length; at += BATCH) {
      const some = bodies.slice(at, at + BATCH)
      let all = await batch(path, some, headers)
      if (all === null && isForPeople) {
        // What was sent before has ended the session.
        headers = await signIn()
        all = await batch(path, some, headers)
      }
      if (all === null) throw new Error(`nobody may call ${path}`)
      seen.push(...all)
    }
    return seen
  }

  const sample = (arbitrary: fc.Arbitrary<unknown>, numRuns: number) =>
    fc.sample(arbitrary, { numRuns, seed: SEED }).map((input) => JSON.stringify(input) ?? 'null')

  it.each(Object.keys(appRouter._def.procedures))(
    '%s: no valid and no mutated input is our fault',
    async (path) => {
      const valid = VALID[path]
      if (valid === undefined) throw new Error(`no arbitrary for ${path}: add one to VALID`)
      const ask = TYPES.get(path) === 'subscription' ? opened : statuses
      const many = SLOW.has(path) ? Math.ceil(inputs / 4) : inputs
      const good = await ask(path, sample(valid, many))
      // 409: there is no rebuild to cancel, or one already.
      const expected = [200, 404, 409, ...(REFUSALS[path] ?? [])]
      expect(good.filter((status) => !expected.includes(status))).toEqual([])
      expect(await ask(path, sample(mutated(valid), many))).toHaveLength(many)
      expect(server.child.exitCode).toBeNull()
    },
  )

  it.each([
    ['not JSON', '{'],
    ['lone surrogate', '{"queue":"\\ud800"}'],
    ['NUL', '{"queue":"\\u0000"}'],
    ['bigint', '{"tier":99999999999999999999999999}'],
    ['infinity', '{"tier":1e999}'],
    ['depth', `${'['.repeat(65_000)}${']'.repeat(65_000)}`],
    ['array', '[]'],
    ['null', 'null'],
  ])('is BAD_INPUT or an empty answer for %s', async (_what, body) => {
    for (const path of ['stats.roleBoard', 'stats.agents', 'stats.maps', 'matches.list']) {
      const response = await post(path, body)
      expect([200, 400], `${path}: ${await response.text()}`).toContain(response.status)
    }
  })

  it.each(['x', 'AAAA', '%00', 'eyJhIjoxfQ', 'W10', 'x'.repeat(512)])(
    'refuses the forged cursor %.20s',
    async (cursor) => {
      const response = await post('matches.list', JSON.stringify({ cursor }))
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ error: { data: { appCode: 'BAD_CURSOR' } } })
    },
  )

  it('leaves the prototype of objects alone', async () => {
    await post(
      'stats.maps',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    )
    const answer = await (await post('stats.maps', '{}')).text()
    expect(answer).not.toContain('polluted')
  })
})
