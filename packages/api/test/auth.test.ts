import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiSettings } from '../src/api-deps.ts'
import { createApp } from '../src/app.ts'
import { type Browser, openBrowser } from './browser.ts'
import { json, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

const PASSWORD = 'seven wet otters'
const REFRESH = '/trpc/auth.refresh'

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api', env: { TOKEN_ALGORITHM: 'ES256' } })
})
afterAll(() => infra.close())

/** A browser at a site of its own, on its own machine unless it is said otherwise. */
function visit(site = 'http://localhost:3000', settings: Partial<ApiSettings> = {}): Browser {
  const app = createApp(testDeps(infra, settings))
  return openBrowser((url, init) => app.request(url, init), site)
}

let made = 0
function person() {
  made += 1
  const tag = String(made).replaceAll(/\d/g, (digit) => 'acdfghkpqt'.charAt(Number(digit)))
  return { email: `${tag}@example.org`, name: `Person ${tag}`, password: PASSWORD }
}

async function signUp(browser: Browser, more: Readonly<Record<string, unknown>> = {}) {
  const input = person()
  const response = await browser.call('auth.register', { ...input, ...more })
  expect(response.status).toBe(200)
  const { result } = await json<{
    result: {
      data: {
        profile: { id: number }
        tokens: { accessToken: string; refreshToken: string } | null
      }
    }
  }>(response)
  return { ...input, id: result.data.profile.id, tokens: result.data.tokens }
}

const refusal = async (answer: Response | Promise<Response>) =>
  (await json<TrpcErrorAnswer>(await answer)).error.data.appCode
const myId = async (browser: Browser) => {
  const response = await browser.send('/trpc/account.me')
  if (response.status !== 200) return refusal(response)
  return (await json<{ result: { data: { id: number } } }>(response)).result.data.id
}
/** As if each session had its token for so many seconds. */
const letPass = (seconds: number) =>
  infra.db
    .updateTable('session')
    .set({ rotated_at: new Date(Date.now() - seconds * 1_000) })
    .execute()
const count = async (table: 'account' | 'session') => {
  const { n } = await infra.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

describe('signing in by cookies', () => {
  it('on one’s own machine goes over plain http', async () => {
    const browser = visit()
    const { id } = await signUp(browser)
    expect(browser.names()).toEqual(['ld_at', 'ld_rt', 'ld_signed_in'])
    expect(await myId(browser)).toBe(id)
  })

  it('behind a proxy that ends TLS takes names that only https can set', async () => {
    const app = createApp(testDeps(infra, { trustedProxies: 1 }))
    const browser = openBrowser((url, init) => {
      const headers = new Headers(init.headers)
      headers.set('x-forwarded-proto', 'https')
      headers.set('x-forwarded-for', '203.0.113.9')
      return app.request(url.replace('https:', 'http:'), { ...init, headers })
    }, 'https://shop.example')
    const { id } = await signUp(browser)
    expect(browser.names()).toEqual(['__Host-ld_at', '__Secure-ld_rt', 'ld_signed_in'])
    expect(await myId(browser)).toBe(id)
    // Cookies without a prefix, which plain http could have planted, are nobody's.
    const planted = openBrowser((url, init) => app.request(url, init), 'https://shop.example')
    planted.put('ld_at', browser.cookie('__Host-ld_at') ?? '')
    expect(await myId(planted)).toBe('UNAUTHENTICATED')
  })

  it.each([
    ['plain http elsewhere', 'http://shop.example', 0, {}],
    [
      'a header that no proxy of ours set',
      'http://shop.example',
      0,
      { 'x-forwarded-proto': 'https' },
    ],
    [
      'a proxy that was asked over plain http',
      'http://shop.example',
      1,
      { 'x-forwarded-proto': 'http' },
    ],
  ])('is refused over %s, before anything is made', async (_, site, trustedProxies, headers) => {
    const browser = visit(site, { trustedProxies })
    const before = [await count('account'), await count('session')]
    const { email } = await signUp(visit())
    const calls = [
      browser.call('auth.register', person(), headers),
      browser.call('auth.login', { email, password: PASSWORD }, headers),
      browser.call('auth.refresh', {}, headers),
    ]
    expect(await Promise.all(calls.map(refusal))).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'])
    expect(browser.names()).toEqual([])
    expect([await count('account'), await count('session')]).toEqual(before.map((n) => n + 1))
    const tokens = await signUp(browser, { tokens: true })
    expect(tokens.tokens).toMatchObject({ accessToken: expect.stringMatching(/^eyJ/) })
  })

  it('makes the guest an account, and the cookie of the guest goes', async () => {
    const browser = visit()
    await browser.call('cart.clear')
    expect(browser.names()).toEqual(['ld_guest'])
    const [guest] = await infra.db
      .selectFrom('account')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .execute()
    const { id } = await signUp(browser)
    expect(id).toBe(guest?.id)
    expect(browser.names()).toEqual(['ld_at', 'ld_rt', 'ld_signed_in'])
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sandbox', { origin: 'null' }],
    ['another site’s form', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ])('is not done by a page of %s, and neither is anything else', async (_, headers) => {
    const browser = visit()
    const { email } = await signUp(browser)
    for (const [path, input] of [
      ['auth.login', { email, password: PASSWORD }],
      ['auth.refresh', {}],
      ['auth.logout', {}],
      ['account.update', { name: 'Evil' }],
      ['auth.login', { email, password: PASSWORD, tokens: true }],
    ] as const) {
      expect(await refusal(browser.call(path, input, headers)), path).toBe('FORBIDDEN')
    }
    const stranger = visit()
    const login = stranger.call('auth.login', { email, password: PASSWORD }, headers)
    expect(await refusal(login)).toBe('FORBIDDEN')
    expect(await myId(browser)).toEqual(expect.any(Number))
  })

  it('is not done by a link', async () => {
    const { email } = await signUp(visit())
    const browser = visit()
    const input = encodeURIComponent(JSON.stringify({ email, password: PASSWORD }))
    const response = await browser.send(`/trpc/auth.login?input=${input}`)
    expect(response.status).toBe(405)
    expect(browser.names()).toEqual([])
  })

  it('is not part of a streamed batch, whose head is gone before there is a cookie', async () => {
    const browser = visit()
    const response = await browser.call(
      'auth.logout,account.me?batch=1',
      { 0: {}, 1: {} },
      { 'trpc-accept': 'application/jsonl' },
    )
    expect(await refusal(response)).toBe('BAD_INPUT')
  })
})

describe('signing in as tokens', () => {
  it('sets no cookie, and the tokens are all that is needed', async () => {
    const browser = visit()
    const { id, tokens } = await signUp(browser, { tokens: true })
    expect(browser.names()).toEqual([])
    const authorization = `Bearer ${tokens?.accessToken}`
    const me = await browser.send('/trpc/account.me', { headers: { authorization } })
    expect(await json(me)).toMatchObject({ result: { data: { id } } })
    await letPass(21)
    const refreshed = await browser.call('auth.refresh', { refreshToken: tokens?.refreshToken })
    const answer = await json<{ result: { data: { tokens: { refreshToken: string } } } }>(refreshed)
    expect(answer.result.data.tokens.refreshToken).not.toBe(tokens?.refreshToken)
    expect(browser.names()).toEqual([])
    const { refreshToken } = answer.result.data.tokens
    const out = await browser.call('auth.logout', { refreshToken })
    expect(await json(out)).toMatchObject({ result: { data: { ended: 1 } } })
    expect(await refusal(browser.call('auth.refresh', { refreshToken }))).toBe('SESSION_ENDED')
  })

  it('leaves the cookies of another session alone, also when it is over', async () => {
    const browser = visit()
    const { id } = await signUp(browser)
    for (const refreshToken of ['', 'nonsense', `ldr_${'0'.repeat(32)}_0_${'0'.repeat(64)}`]) {
      const refused = browser.call('auth.refresh', { refreshToken })
      expect(await refusal(refused)).toBe('SESSION_ENDED')
    }
    expect(browser.names()).toEqual(['ld_at', 'ld_rt', 'ld_signed_in'])
    expect(await myId(browser)).toBe(id)
  })
})

describe('refreshing by cookie', () => {
  it('gives another access token at once, and another refresh token once this one is old enough', async () => {
    const browser = visit()
    const { id } = await signUp(browser)
    const held = () => [browser.cookie('ld_at'), browser.cookie('ld_rt', REFRESH)]
    const [access, refresh] = held()
    const early = await browser.call('auth.refresh')
    expect(early.headers.getSetCookie().map((line) => line.split('=', 1)[0])).toEqual([
      ...['ld_at', 'ld_signed_in', 'ld_guest'],
    ])
    expect(held()[1]).toBe(refresh)
    await letPass(21)
    expect((await browser.call('auth.refresh')).status).toBe(200)
    expect(held()[0]).not.toBe(access)
    expect(held()[1]).not.toBe(refresh)
    expect(browser.cookie('ld_rt', '/trpc/auth.logout')).toBe(held()[1])
    expect(await myId(browser)).toBe(id)
  })

  it('works with an access token that is over, and without one', async () => {
    const browser = visit()
    const { id } = await signUp(browser)
    for (const spoil of [() => browser.drop('ld_at'), () => browser.put('ld_at', 'eyJ.over.x')]) {
      spoil()
      expect(await myId(browser)).toBe('UNAUTHENTICATED')
      expect((await browser.call('auth.refresh')).status).toBe(200)
      expect(await myId(browser)).toBe(id)
    }
  })

  it('in a batch of its own works, and with others is refused: no browser sends its cookie there', async () => {
    const browser = visit()
    const { id } = await signUp(browser)
    const before = browser.names()
    for (const path of ['auth.refresh', 'auth.logout']) {
      const batch = await browser.call(`${path},account.askVerification?batch=1`, {})
      const [answer] = await json<readonly TrpcErrorAnswer[]>(batch)
      expect(answer?.error.data.appCode).toBe('BAD_INPUT')
      expect(browser.names()).toEqual(before)
    }
    const alone = await browser.call('auth.refresh?batch=1', { 0: {} })
    expect(await json(alone)).toMatchObject([{ result: { data: { tokens: null } } }])
    expect(await myId(browser)).toBe(id)
  })

  it('leaves nothing behind when the session is over', async () => {
    const browser = visit()
    const { id } = await signUp(browser)
    await infra.db
      .updateTable('session')
      .set({ ended_at: new Date(), end_reason: 'revoked' })
      .where('account_id', '=', id)
      .execute()
    expect(await refusal(browser.call('auth.refresh'))).toBe('SESSION_ENDED')
    expect(browser.names()).toEqual([])
  })

  it('finds a thief out: the session ends for both', async () => {
    const [browser, thief] = [visit(), visit()]
    await signUp(browser)
    thief.put('ld_rt', browser.cookie('ld_rt', REFRESH) ?? '', REFRESH)
    await letPass(60)
    await browser.call('auth.refresh')
    await myId(browser)
    await letPass(60)
    expect(await refusal(thief.call('auth.refresh'))).toBe('SESSION_ENDED')
    expect(await refusal(browser.call('auth.refresh'))).toBe('SESSION_ENDED')
    expect(browser.names()).toEqual([])
  })

  it('says BANNED to who is, and leaves nothing behind', async () => {
    const browser = visit()
    const { id } = await signUp(browser)
    await infra.db
      .updateTable('account')
      .set({ banned_until: new Date(Date.now() + 60_000) })
      .where('id', '=', id)
      .execute()
    browser.drop('ld_at')
    expect(await refusal(browser.call('auth.refresh'))).toBe('BANNED')
    expect(browser.names()).toEqual([])
  })

  it('says so once to who still has an access token, and what is public is open from then on', async () => {
    const [browser, app] = [visit(), visit()]
    const { id } = await signUp(browser)
    const authorization = `Bearer ${browser.cookie('ld_at')}`
    await infra.db
      .updateTable('account')
      .set({ banned_until: new Date(Date.now() + 60_000) })
      .where('id', '=', id)
      .execute()
    const isBanned = async () => (await refusal(browser.call('auth.logout'))) === 'BANNED'
    await expect.poll(isBanned, { timeout: 5_000 }).toBe(true)
    expect(browser.names()).toEqual([])
    expect((await browser.send('/trpc/feed.list')).status).toBe(200)
    const other = await json(await browser.call('auth.logout'))
    expect(other).toMatchObject({ result: { data: { ended: 0 } } })
    const stated = await app.send('/trpc/feed.list?batch=1', { headers: { authorization } })
    expect(stated.headers.getSetCookie()).toEqual([])
    expect(await stated.text()).toContain('BANNED')
  })
})

describe('signing out', () => {
  it('ends the session at once, and leaves no cookie', async () => {
    const browser = visit()
    await signUp(browser)
    const [access, refresh] = [browser.cookie('ld_at'), browser.cookie('ld_rt', REFRESH)]
    const response = await browser.call('auth.logout')
    expect(await json(response)).toMatchObject({ result: { data: { ended: 1 } } })
    expect(browser.names()).toEqual([])
    const thief = visit()
    thief.put('ld_at', access ?? '')
    thief.put('ld_rt', refresh ?? '', REFRESH)
    expect(await myId(thief)).toBe('UNAUTHENTICATED')
    expect(await refusal(thief.call('auth.refresh'))).toBe('SESSION_ENDED')
  })

  it('works without an access token, and twice', async () => {
    const browser = visit()
    await signUp(browser)
    browser.drop('ld_at')
    const ended = async () =>
      (await json<{ result: { data: { ended: number } } }>(await browser.call('auth.logout')))
        .result.data.ended
    expect([await ended(), await ended()]).toEqual([1, 0])
  })
})

describe('somebody whose access token is over', () => {
  it('is no guest: what is theirs waits for the refresh, and what is public does not', async () => {
    const browser = visit()
    const { id } = await signUp(browser)
    browser.drop('ld_at')
    const before = await count('account')
    expect(await refusal(browser.call('cart.clear'))).toBe('UNAUTHENTICATED')
    expect(await refusal(browser.send('/trpc/cart.get'))).toBe('UNAUTHENTICATED')
    expect((await browser.send('/trpc/stats.maps')).status).toBe(200)
    expect(await count('account')).toBe(before)
    expect(browser.names()).toEqual(['ld_rt', 'ld_signed_in'])
    await browser.call('auth.refresh')
    expect((await browser.call('cart.clear')).status).toBe(200)
    expect(await myId(browser)).toBe(id)
  })
})

describe('the Atelier', () => {
  it('knows who has signed in', async () => {
    const browser = visit()
    const { id } = await signUp(browser)
    const { id: productId } = await infra.db
      .insertInto('product')
      .values({ kind: 'merch', name: 'Cap', slug: `cap-${id}` })
      .returning('id')
      .executeTakeFirstOrThrow()
    const body = {
      body: 'Does it fit?',
      name: 'Kim',
      email: 'kim@example.org',
      product_id: productId,
    }
    const ask = () =>
      browser.send('/atelier/qa/questions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
        body: JSON.stringify(body),
      })
    expect((await ask()).status).toBe(201)
    const [asked] = await infra.db
      .selectFrom('question')
      .select('account_id')
      .where('product_id', '=', productId)
      .execute()
    expect(asked).toEqual({ account_id: id })
    browser.drop('ld_at')
    expect((await ask()).status).toBe(401)
  })
})

describe('guessing', () => {
  it('is slowed down per account and network, whoever guesses right in the end, and says until when', async () => {
    const { email } = await signUp(visit())
    const browser = visit(undefined, { trustedProxies: 1 })
    const guess = (address: string, password: string) =>
      browser.call('auth.login', { email, password }, { 'x-forwarded-for': address })
    const guesses = Array.from({ length: 10 }, (_, n) => guess('198.51.100.7', `wrong ${n}`))
    expect(new Set(await Promise.all(guesses.map(refusal)))).toEqual(new Set(['WRONG_CREDENTIALS']))
    const late = await guess('198.51.100.8', PASSWORD)
    expect(late.status).toBe(429)
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await guess('203.0.113.1', PASSWORD)).status).toBe(200)
  })

  it('counts each call of a batch', async () => {
    const browser = visit(undefined, { rateLimits: { read: 0, write: 0, guest: 0, signIn: 5 } })
    const paths = Array.from({ length: 6 }, () => 'auth.askPasswordReset').join(',')
    const inputs = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [n, { email: 'x' }]))
    const response = await browser.call(`${paths}?batch=1`, inputs)
    expect(response.status).toBe(429)
  })
})
