import { createPublicKey, type JsonWebKey, verify as verifySignature } from 'node:crypto'
import type { Ctx } from '@loadout/core'
import { createKeyRing, register, rotateKeys } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openBrowser } from './browser.ts'
import { json, type TrpcErrorAnswer } from './fixtures.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const PASSWORD = 'seven wet otters'

let infra: TestInfra
let servers: readonly [ServerProcess, ServerProcess]
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api', env: { TOKEN_ALGORITHM: 'ES256' } })
  const env = { ...infra.env, RATE_SIGN_INS_PER_MINUTE: '0', RATE_WRITES_PER_SECOND: '0' }
  servers = await Promise.all([startServer('node', env), startServer('bun', env)])
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')))
  await infra.close()
})

interface Signed {
  readonly id: number
  readonly accessToken: string
  readonly refreshToken: string
}

let made = 0
async function signUp(server: ServerProcess): Promise<Signed> {
  made += 1
  const tag = `${'acdfghkpqt'.charAt(made % 10)}${'acdfghkpqt'.charAt(Math.floor(made / 10))}`
  const input = { email: `${tag}@example.org`, name: `Person ${tag}`, password: PASSWORD }
  const response = await post(server, 'auth.register', { ...input, tokens: true })
  const { result } = await json<{
    result: { data: { profile: { id: number }; tokens: Omit<Signed, 'id'> } }
  }>(response)
  return { id: result.data.profile.id, ...result.data.tokens }
}
const post = (server: ServerProcess, path: string, input: unknown = {}, token?: string) =>
  fetch(`${server.url}/trpc/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(input),
  })
const me = async (server: ServerProcess, token: string) =>
  (await fetch(`${server.url}/trpc/account.me`, { headers: { authorization: `Bearer ${token}` } }))
    .status
async function refresh(server: ServerProcess, refreshToken: string): Promise<Omit<Signed, 'id'>> {
  const response = await post(server, 'auth.refresh', { refreshToken })
  const { result } = await json<{ result: { data: { tokens: Omit<Signed, 'id'> } } }>(response)
  return result.data.tokens
}
const letPass = (seconds: number) =>
  infra.db
    .updateTable('session')
    .set({ rotated_at: new Date(Date.now() - seconds * 1_000) })
    .execute()
const rotate = () =>
  rotateKeys({ ...infra, actor: { kind: 'system', name: 'test' } }, { algorithm: 'ES256' })

/** One that has just started signs with the newest key, which the others have not read yet. */
async function tokenOfNewProcess(): Promise<string> {
  const { db, secret, log } = infra
  const keyRing = createKeyRing({ db, secret, log, algorithm: 'ES256' })
  const ctx: Ctx = { ...infra, keyRing, actor: { kind: 'anonymous' } }
  made += 1
  const tag = `${'acdfghkpqt'.charAt(made % 10)}${'acdfghkpqt'.charAt(Math.floor(made / 10))}`
  const input = { email: `${tag}@example.org`, name: `Person ${tag}`, password: PASSWORD }
  const client = { userAgent: null, network: null }
  return (await register(ctx, input, { client, guestId: null })).grant.accessToken
}

describe('two processes', () => {
  it('take each other’s tokens', async () => {
    const [one, two] = servers
    const { accessToken, refreshToken } = await signUp(one)
    expect(await me(two, accessToken)).toBe(200)
    await letPass(21)
    const answers = await Promise.all(
      [one, two, one, two].map((server) => refresh(server, refreshToken)),
    )
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1)
  })

  it('see within a second that a session was ended, whatever ended it', async () => {
    const [one, two] = servers
    const signed = [await signUp(one), await signUp(one), await signUp(one)] as const
    const [left, everywhere, stolen] = signed
    for (const { accessToken } of signed) expect(await me(two, accessToken)).toBe(200)
    await letPass(60)
    const { refreshToken } = stolen
    const next = await refresh(one, refreshToken)
    await me(one, next.accessToken)
    await letPass(60)
    await Promise.all([
      post(one, 'auth.logout', { refreshToken: left.refreshToken }),
      post(one, 'auth.logoutEverywhere', {}, everywhere.accessToken),
      post(one, 'auth.refresh', { refreshToken }),
    ])
    const tokens = [...signed, next].map(({ accessToken }) => accessToken)
    const all = () => Promise.all(servers.flatMap((on) => tokens.map((token) => me(on, token))))
    const since = performance.now()
    while (performance.now() - since < 1_000) await all()
    expect(new Set(await all())).toEqual(new Set([401]))
  })

  it('refuse nobody while keys are rotated under load', async () => {
    const tokens = [(await signUp(servers[0])).accessToken]
    const failed: string[] = []
    let calls = 0
    let isOver = false
    const load = async (server: ServerProcess) => {
      while (!isOver) {
        for (const [n, token] of tokens.entries()) {
          const status = await me(server, token)
          calls += 1
          if (status !== 200) failed.push(`${status} for token ${n}`)
        }
      }
    }
    const running = [...servers, ...servers].map(load)
    try {
      for (let n = 0; n < 3; n += 1) {
        await rotate()
        tokens.push(await tokenOfNewProcess())
        const before = calls
        await expect.poll(() => calls, { timeout: 10_000 }).toBeGreaterThan(before + 40)
      }
    } finally {
      isOver = true
      await Promise.all(running)
    }
    const kids = tokens.map((token) => token.split('.', 1)[0])
    expect(new Set(kids).size).toBe(4)
    expect(failed).toEqual([])
  })

  it('publish the keys that others check tokens with', async () => {
    const { accessToken } = await signUp(servers[0])
    const response = await fetch(`${servers[1].url}/.well-known/jwks.json`)
    expect(response.headers.get('cache-control')).toBe('public, max-age=60')
    const { keys } = await json<{ keys: readonly (JsonWebKey & { kid: string })[] }>(response)
    for (const key of keys) expect(key).not.toHaveProperty('d')
    const [head = '', body = '', signature = ''] = accessToken.split('.')
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString())
    const key = keys.find((one) => one.kid === kid)
    const isGood = verifySignature(
      'sha256',
      Buffer.from(`${head}.${body}`),
      { key: createPublicKey({ key: { ...key }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
    expect(isGood).toBe(true)
  })

  it('treat a browser alike', async () => {
    for (const server of servers) {
      const browser: Browser = openBrowser((url, init) => fetch(url, init), server.url)
      const { id } = await signUp(server)
      const tag = `browser-${id}`
      await browser.call('auth.register', {
        ...{ email: `${tag}@example.org`, password: PASSWORD },
        name: `Browser ${'acdfghkpqt'.charAt(id % 10)}`,
      })
      expect(browser.names()).toEqual(['ld_at', 'ld_rt', 'ld_signed_in'])
      expect((await browser.call('auth.refresh')).status).toBe(200)
      expect((await browser.send('/trpc/account.me')).status).toBe(200)
      const foreign = await browser.call('auth.logout', {}, { origin: 'https://evil.example' })
      expect((await json<TrpcErrorAnswer>(foreign)).error.data.appCode).toBe('FORBIDDEN')
      await browser.call('auth.logout')
      expect(browser.names()).toEqual([])
    }
  })
})
