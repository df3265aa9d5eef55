import { setImmediate } from 'node:timers/promises'
import type { Ctx } from '@loadout/core'
import type { PollLoop } from '@loadout/infra'
import { createTestInfra, startTestRelay, type TestInfra } from '@loadout/infra/testing'
import { createPrng } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD } from '../../../packages/api/test/fixtures.ts'
import { bearer, type Person, people, person } from '../../../packages/api/test/people.ts'
import {
  RUNTIMES,
  type ServerProcess,
  startServer,
} from '../../../packages/api/test/server-process.ts'
import { compact, goodClaims, signerOf } from '../../../packages/api/test/signed-tokens.ts'
import { letPass } from '../accounts/signing-in.ts'
import { readFaultSeed } from '../env.ts'
import { impose } from '../moderation/sanctioning.ts'
import { type Listener, listen } from './listener.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'
import { until } from './until.ts'

/** Promised is one second; a machine that does other things too takes its time. */
const AT_MOST_MS = 3_000
/** An access token that runs out while its stream is open, seconds. */
const SHORT_LIVED_S = 2

/** So many listen at once, each for itself. */
const ACCOUNTS = 30

const seed = readFaultSeed()
const prng = createPrng(`live-revocation/${seed}`)

let infra: TestInfra
let ctx: Ctx
let relay: PollLoop
let servers: readonly ServerProcess[] = []
let newsroom: Newsroom
const took: string[] = []
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  relay = startTestRelay(infra)
  newsroom = createNewsroom(infra)
  await infra.keyRing.signing()
  const env = {
    ...infra.env,
    RATE_READS_PER_SECOND: '0',
    RATE_WRITES_PER_SECOND: '0',
    RATE_SIGN_INS_PER_MINUTE: '1000000',
  }
  servers = await Promise.all(RUNTIMES.map((runtime) => startServer(runtime, env)))
})
afterAll(async () => {
  process.stdout.write(`FAULT_SEED=${seed}: revocation to the last end, ${took.join(', ')}\n`)
  await Promise.all(servers.map((server) => server.stop('SIGKILL')))
  await relay.close()
  await infra.close()
})

/** A listener at each of the processes, once both have begun. */
async function listening(
  accountId: number,
  headers: Readonly<Record<string, string>>,
): Promise<readonly Listener[]> {
  const all = servers.map(({ url }) =>
    listen({ accountId, headers, urls: () => [url], prng, pauseMs: 5 }),
  )
  await until('all have begun', () => all.every(({ receipts }) => receipts.length > 0))
  return all
}

async function call(path: string, input: unknown, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${prng.pick(servers).url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

interface SignedIn extends Person {
  readonly refreshToken: string
}

/** Another session of somebody. */
async function signIn({ accountId }: Person): Promise<SignedIn> {
  const email = `person-${accountId}@example.org`
  const { body } = await call('auth.login', { email, password: PASSWORD, tokens: true })
  const { accessToken: token, refreshToken } = body.result.data.tokens
  const sessionId = JSON.parse(atob(token.split('.')[1])).sid
  return { accountId, sessionId, token, refreshToken }
}

/** Who listens, and what ends it. */
interface Revocation {
  readonly accountId: number
  readonly headers: Readonly<Record<string, string>>
  readonly revoke: () => Promise<unknown>
}

const bySession = (revoke: (one: SignedIn) => Promise<unknown>): (() => Promise<Revocation>) => {
  return async () => {
    const one = await signIn(await person(infra))
    const { accountId, token } = one
    return { accountId, headers: bearer(token), revoke: () => revoke(one) }
  }
}

/** Refreshes once it has to; the token after it. */
async function refreshed(sessionId: string, refreshToken: string): Promise<string> {
  await letPass(infra, sessionId, 60_000)
  return (await call('auth.refresh', { refreshToken })).body.result.data.tokens.refreshToken
}

const WAYS: readonly (readonly [name: string, () => Promise<Revocation>])[] = [
  ['logging out', bySession(({ token }) => call('auth.logout', {}, bearer(token)))],
  [
    'logging out everywhere',
    bySession(({ token }) => call('auth.logoutEverywhere', {}, bearer(token))),
  ],
  [
    'another session that revokes this one',
    bySession(async (one) => {
      const { token } = await signIn(one)
      await call('auth.revokeSession', { sessionId: one.sessionId }, bearer(token))
    }),
  ],
  ['a ban', bySession(({ accountId }) => impose(ctx, accountId, 'ban'))],
  [
    'an erasure',
    bySession(({ token }) => call('account.erase', { password: PASSWORD }, bearer(token))),
  ],
  [
    'a refresh token that comes back when it was replaced twice',
    bySession(async ({ sessionId, refreshToken }) => {
      await refreshed(sessionId, await refreshed(sessionId, refreshToken))
      expect((await call('auth.refresh', { refreshToken })).status).toBe(401)
    }),
  ],
  [
    'the end of an access token',
    async () => {
      const one = await person(infra)
      const { kid, algorithm, key } = await infra.keyRing.signing()
      const exp = Math.ceil(Date.now() / 1_000) + SHORT_LIVED_S
      const header = { alg: algorithm, typ: 'at+jwt', kid }
      const token = await compact(header, { ...goodClaims(one), exp }, signerOf(key))
      const revoke = () => until('the token is over', () => Date.now() >= exp * 1_000)
      return { accountId: one.accountId, headers: bearer(token), revoke }
    },
  ],
  [
    'the end of a guest',
    async () => {
      const { token } = (await call('account.guest', {})).body.result.data
      const { id: accountId } = await infra.db
        .selectFrom('account')
        .select('id')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      const revoke = () =>
        infra.db.deleteFrom('guest_session').where('account_id', '=', accountId).execute()
      return { accountId, headers: { 'x-guest-token': token }, revoke }
    },
  ],
]

/** Goes on telling somebody news until it is over. */
async function tellOn(accountId: number, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await newsroom.tell([accountId])
    await setImmediate()
  }
}

/** How long after it was revoked somebody heard or held anything, with all that they do to come back; milliseconds. */
async function revoked({ accountId, headers, revoke }: Revocation): Promise<number> {
  const listeners = await listening(accountId, headers)
  const over = new AbortController()
  const telling = tellOn(accountId, over.signal)
  try {
    await revoke()
    const atMs = Date.now()
    await until('all are refused', () => listeners.every(({ refused }) => refused !== null))
    const lastMs = listeners.flatMap(({ endedAtMs, receipts }) => [
      endedAtMs,
      receipts.at(-1)?.atMs ?? 0,
    ])
    return Math.max(...lastMs) - atMs
  } finally {
    over.abort()
    await telling
    await Promise.all(listeners.map((listener) => listener.close()))
  }
}

describe(`streams at two processes (FAULT_SEED=${seed})`, () => {
  it.each(WAYS)('end with %s, however often they come back', async (name, prepare) => {
    const ms = await revoked(await prepare())
    took.push(`${name}: ${ms} ms`)
    expect(ms).toBeLessThan(AT_MOST_MS)
  })

  it('tell everybody what they are told, and nobody what another is', async () => {
    const everybody = await people(infra, ACCOUNTS)
    const listeners = everybody.map(({ accountId, token }) =>
      listen({
        ...{ accountId, headers: bearer(token), prng, urls: () => servers.map(({ url }) => url) },
        cutAfter: () => prng.between(1, 5_000),
      }),
    )
    await until('all have begun', () => listeners.every(({ receipts }) => receipts.length > 0))
    const before = newsroom.committed.size
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let n = 0; n < ACCOUNTS; n += 1) {
          await newsroom.tell(
            everybody.map(({ accountId }) => accountId).filter(() => prng.chance(0.1)),
          )
        }
      }),
    )
    const news = [...newsroom.committed].slice(before)
    for (const { accountId, receipts } of listeners) {
      const names = () => receipts.flatMap(({ told }) => told?.name ?? []).toSorted()
      const own = news.filter(([, other]) => other === accountId).map(([name]) => name)
      await expect.poll(names, { timeout: 10_000 }).toEqual(own.toSorted())
    }
    await Promise.all(listeners.map((listener) => listener.close()))
  })

  it('of another session go on', async () => {
    const one = await signIn(await person(infra))
    const other = await signIn(one)
    const others = await listening(other.accountId, bearer(other.token))
    await revoked({
      ...one,
      headers: bearer(one.token),
      revoke: () => call('auth.logout', {}, bearer(one.token)),
    })
    const [name] = await newsroom.tell([one.accountId])
    const hears = ({ receipts }: Listener) => receipts.some(({ told }) => told?.name === name)
    await until('they hear what comes next', () => others.every(hears))
    expect(others.map(({ connections }) => connections)).toEqual([1, 1])
    await Promise.all(others.map((listener) => listener.close()))
  })
})
