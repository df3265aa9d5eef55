import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { loginPage, logoutPage } from './page.ts'
import { sameOrigin } from './same-origin.ts'
import { createOperatorSessions } from './session.ts'

const HOUR = 60 * 60 * 1_000

const SESSION = { sessionId: '5f0c2c1e-8a7b-4c5d-9e6f-0a1b2c3d4e5f', accountId: 7 }

function sessionApp(options: { key?: string; role?: 'admin' | 'moderator' } = {}) {
  const clock = { now: 1_000_000 }
  const running = new Set([SESSION.sessionId])
  const ended: unknown[] = []
  const sessions = createOperatorSessions({
    key: new TextEncoder().encode(options.key ?? 'a key'),
    actorOf: async ({ sessionId, accountId }) =>
      running.has(sessionId)
        ? { kind: 'account', accountId, role: options.role ?? 'admin', sessionId }
        : null,
    end: async (session) => {
      running.delete(session.sessionId)
      ended.push(session)
    },
    isSecure: () => false,
    now: () => clock.now,
  })
  const app = new Hono()
  app.get('/open', async (c) => {
    await sessions.open(c, SESSION)
    return c.text('')
  })
  app.get('/check', async (c) => c.json(await sessions.isOpen(c)))
  app.get('/close', async (c) => {
    await sessions.close(c)
    return c.text('')
  })
  const close = (cookie: string) => app.request('/close', { headers: { cookie } })
  const open = async () =>
    (await app.request('/open')).headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const check = async (cookie: string): Promise<unknown> =>
    (await app.request('/check', { headers: { cookie } })).json()
  return { clock, running, ended, open, close, check }
}

describe('operator sessions', () => {
  it('ends after eight hours whatever the browser says', async () => {
    const { clock, open, check } = sessionApp()
    const cookie = await open()
    clock.now += 8 * HOUR - 1
    expect(await check(cookie)).toBe(true)
    clock.now += 1
    expect(await check(cookie)).toBe(false)
  })

  it('ends when the key changes', async () => {
    const cookie = await sessionApp().open()
    expect(await sessionApp().check(cookie)).toBe(true)
    expect(await sessionApp({ key: 'another key' }).check(cookie)).toBe(false)
  })

  it('ends with the session it was opened with', async () => {
    const { running, open, check } = sessionApp()
    const cookie = await open()
    running.clear()
    expect(await check(cookie)).toBe(false)
  })

  it('is for admins only', async () => {
    const { open, check } = sessionApp({ role: 'moderator' })
    expect(await check(await open())).toBe(false)
  })

  it('ends that session at sign-out', async () => {
    const { ended, open, close, check } = sessionApp()
    const cookie = await open()
    await close(cookie)
    expect(await check(cookie)).toBe(false)
    expect(ended).toEqual([SESSION])
  })

  it('ends no session by a cookie that it did not sign', async () => {
    const { ended, close } = sessionApp()
    await close('loadout_operator=99999999999999.x.y')
    await close('')
    expect(ended).toEqual([])
  })

  it.each(['', 'loadout_operator=', 'loadout_operator=x.y.z', 'other=1'])(
    'is closed for %j',
    async (cookie) => {
      expect(await sessionApp().check(cookie)).toBe(false)
    },
  )
})

describe('sameOrigin', () => {
  const app = new Hono()
  app.use(sameOrigin)
  app.all('/', (c) => c.text('through'))
  app.onError((_error, c) => c.text('refused', 403))

  it.each([
    ['GET', {}, 200],
    ['GET', { origin: 'https://evil.example' }, 200],
    ['POST', { origin: 'http://loadout.example' }, 200],
    ['POST', { origin: 'https://loadout.example' }, 200],
    ['POST', { 'sec-fetch-site': 'same-origin' }, 200],
    ['POST', { origin: 'https://loadout.example', 'sec-fetch-site': 'same-origin' }, 200],
    ['POST', { origin: 'http://loadout.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['POST', { 'sec-fetch-site': 'same-site' }, 403],
    ['POST', {}, 403],
    ['POST', { origin: 'null' }, 403],
    ['POST', { origin: 'https://evil.example' }, 403],
    ['POST', { origin: 'https://loadout.example:8443' }, 403],
    ['PUT', { origin: 'https://loadout.example.evil.example' }, 403],
    ['DELETE', { origin: 'not a url' }, 403],
  ])('%s with %j is %i', async (method, headers, status) => {
    const response = await app.request('/', {
      method,
      headers: { host: 'loadout.example', ...headers },
    })
    expect(response.status).toBe(status)
  })
})

describe('operator pages', () => {
  const app = new Hono()
  app.get('/login', (c) => loginPage(c, 401, 'Wrong <b>password</b>'))
  app.get('/logout', (c) => logoutPage(c))

  it('escapes what it shows and announces it', async () => {
    const response = await app.request('/login')
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('<p role="alert">Wrong &lt;b&gt;password&lt;/b&gt;</p>')
  })

  it('labels its field and works without scripts', async () => {
    const text = await (await app.request('/login')).text()
    expect(text).toContain('<label for="password">')
    expect(text).toContain('autocomplete="current-password"')
    expect(text).not.toContain('<script')
  })

  it('allows its one style by hash and nothing else inline', async () => {
    const { headers } = await app.request('/logout')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/style-src 'sha256-[\w+/]+=*'/)
    expect(policy).not.toContain('unsafe-inline')
    expect(policy).toContain("form-action 'self'")
  })
})
