import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { loginPage, logoutPage } from './page.ts'
import { sameOrigin } from './same-origin.ts'
import { createOperatorSessions } from './session.ts'

const HOUR = 60 * 60 * 1_000

function sessionApp(options: { password?: string; secret?: string } = {}) {
  const clock = { now: 1_000_000 }
  const ended = new Map<string, number>()
  const sessions = createOperatorSessions({
    ended: {
      add: async (id, seconds) => void ended.set(id, seconds),
      has: async (id) => ended.has(id),
    },
    password: options.password ?? 'a long password',
    secret: options.secret ?? 'a secret',
    isSecure: () => false,
    now: () => clock.now,
  })
  const app = new Hono()
  app.get('/open', async (c) => {
    await sessions.open(c)
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
  return { sessions, clock, ended, open, close, check }
}

describe('operator sessions', () => {
  it('knows the password and nothing like it', () => {
    const { sessions } = sessionApp()
    expect(sessions.isPassword('a long password')).toBe(true)
    for (const wrong of ['', 'a long passwor', 'a long password ', 'A long password']) {
      expect(sessions.isPassword(wrong)).toBe(false)
    }
  })

  it('ends after eight hours whatever the browser says', async () => {
    const { clock, open, check } = sessionApp()
    const cookie = await open()
    clock.now += 8 * HOUR - 1
    expect(await check(cookie)).toBe(true)
    clock.now += 1
    expect(await check(cookie)).toBe(false)
  })

  it('ends when the password or the secret changes', async () => {
    const cookie = await sessionApp().open()
    expect(await sessionApp().check(cookie)).toBe(true)
    expect(await sessionApp({ password: 'another password' }).check(cookie)).toBe(false)
    expect(await sessionApp({ secret: 'another secret' }).check(cookie)).toBe(false)
  })

  it('ends at sign-out, remembered until it would have expired, and ends no other', async () => {
    const { clock, ended, open, close, check } = sessionApp()
    const [left, kept] = [await open(), await open()]
    clock.now += 1_500
    await close(left)
    expect(await check(left)).toBe(false)
    expect(await check(kept)).toBe(true)
    expect([...ended.values()]).toEqual([8 * 60 * 60 - 1])
  })

  it('remembers no cookie that it did not sign', async () => {
    const { ended, close } = sessionApp()
    await close('loadout_operator=99999999999999.x.y')
    await close('')
    expect(ended.size).toBe(0)
  })

  it('is not the same cookie twice', async () => {
    const { open } = sessionApp()
    expect(await open()).not.toBe(await open())
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
