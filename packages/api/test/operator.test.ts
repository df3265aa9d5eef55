import { createUser, logoutEverywhere, setRole } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, PASSWORD, type ProblemAnswer } from './fixtures.ts'
import { RUNTIMES, type ServerProcess, startServer } from './server-process.ts'

const SYSTEM = { kind: 'system', name: 'test' } as const
const ADMIN = { email: 'admin@example.org', password: PASSWORD }

describe.each(RUNTIMES)('operator dashboard on %s', (runtime) => {
  let infra: TestInfra
  let env: Record<string, string>
  let server: ServerProcess

  beforeAll(async () => {
    infra = await createTestInfra()
    env = {
      ...infra.env,
      SESSION_SECRET: 'a secret that all processes share',
      TRUST_PROXY: '1',
      RATE_SIGN_INS_PER_MINUTE: '0',
    }
    for (const role of ['admin', 'moderator'] as const) {
      const email = `${role}@example.org`
      await createUser({ ...infra, actor: SYSTEM }, { email, name: role, role, password: PASSWORD })
    }
    server = await startServer(runtime, env)
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await infra.close()
  })

  const get = (path: string, cookie = '') =>
    fetch(server.url + path, { redirect: 'manual', headers: { cookie } })

  const post = (
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ) =>
    fetch(server.url + path, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(fields),
      headers: { origin: server.url, ...headers },
    })

  async function signIn(): Promise<string> {
    const response = await post('/ops/login', ADMIN)
    expect(response.headers.get('location')).toBe('/ops/jobs')
    return response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  }

  it('sends a visitor to a login page without scripts', async () => {
    const response = await get('/ops/jobs')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/ops/login')
    const page = await get('/ops/login')
    const text = await page.text()
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(text).toContain('name="viewport"')
    expect(text).toContain('color-scheme: light dark')
    expect(text).not.toContain('<script')
  })

  it.each(['/ops/jobs/api/queues', '/ops/jobs/api/redis/stats'])(
    'answers %s without a session 401',
    async (path) => {
      const response = await get(path)
      expect(response.status).toBe(401)
      expect(await json<ProblemAnswer>(response)).toMatchObject({ code: 'UNAUTHENTICATED' })
    },
  )

  it.each([
    '/ops/jobs/',
    '/ops/jobs/queue/stats',
    '/ops/jobs/static/favicon.ico',
    '/ops/jobs/static/..%2findex.ejs',
    '/ops/jobs/%2e%2e/jobs',
  ])('serves nothing of the dashboard at %s without a session', async (path) => {
    expect((await get(path)).status).toBe(303)
  })

  it('opens the dashboard, its files and its calls to who signed in', async () => {
    const cookie = await signIn()
    const page = await (await get('/ops/jobs', cookie)).text()
    expect(page).toContain('<base href="/ops/jobs/"')
    const files = [...page.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, file]) => file)
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) expect((await get(`/ops/jobs/${file}`, cookie)).status).toBe(200)
    const { queues } = await json<{ queues: { name: string }[] }>(
      await get('/ops/jobs/api/queues', cookie),
    )
    expect(queues.map((queue) => queue.name).sort()).toEqual(['bulk', 'ops', 'stats'])
  })

  it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const response = await post('/ops/login', ADMIN)
    const attributes = response.headers.get('set-cookie') ?? ''
    expect(attributes).toContain('; HttpOnly')
    expect(attributes).toContain('; SameSite=Strict')
    expect(attributes).toContain('; Path=/ops')
    expect(attributes).not.toContain('; Secure')
    const behindTls = await post('/ops/login', ADMIN, { 'x-forwarded-proto': 'https' })
    expect(behindTls.headers.get('set-cookie')).toContain('; Secure')
  })

  it('takes no forged or altered cookie', async () => {
    const cookie = await signIn()
    const later = cookie.replace(/=\d+/, '=99999999999999')
    for (const forged of [
      later,
      `${cookie}x`,
      'loadout_operator=1',
      `${cookie.slice(0, -6)}AAAAAA`,
    ]) {
      expect((await get('/ops/jobs/api/queues', forged)).status).toBe(401)
    }
  })

  it('refuses posts from another origin, or from none', async () => {
    const elsewhere = await post('/ops/login', ADMIN, { origin: 'https://evil.example' })
    expect(await json<ProblemAnswer>(elsewhere)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    const opaque = await post('/ops/login', ADMIN, { origin: 'null' })
    expect(opaque.status).toBe(403)
    const cookie = await signIn()
    const pause = await fetch(`${server.url}/ops/jobs/api/queues/stats/pause`, {
      method: 'PUT',
      headers: { cookie },
    })
    expect(pause.status).toBe(403)
  })

  it('lets a browser name the origin of its login form', async () => {
    // Under `no-referrer` a browser sends `Origin: null`, and nobody could sign in.
    expect((await get('/ops/login')).headers.get('referrer-policy')).toBe('same-origin')
  })

  it('signs out', async () => {
    expect(await (await get('/ops/logout')).text()).toContain('action="/ops/logout"')
    const response = await post('/ops/logout', {})
    expect(response.headers.get('location')).toBe('/ops/login')
    expect(response.headers.get('set-cookie')).toMatch(/loadout_operator=; Max-Age=0/)
  })

  it('takes the cookie of a session no more after its sign-out, in any process', async () => {
    const other = await startServer(runtime, env)
    try {
      await expect.poll(async () => (await fetch(`${other.url}/readyz`)).status).toBe(200)
      const cookie = await signIn()
      const statusAt = async ({ url }: ServerProcess) =>
        (await fetch(`${url}/ops/jobs/api/queues`, { headers: { cookie } })).status
      expect([await statusAt(server), await statusAt(other)]).toEqual([200, 200])
      expect((await post('/ops/logout', {}, { cookie })).status).toBe(303)
      expect([await statusAt(server), await statusAt(other)]).toEqual([401, 401])
    } finally {
      await other.stop('SIGKILL')
    }
  })

  it('lets in nobody but admins, and says so', async () => {
    const response = await post('/ops/login', { ...ADMIN, email: 'moderator@example.org' })
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('not the account of an admin')
    expect(response.headers.has('set-cookie')).toBe(false)
  })

  it.each(['', 'nobody@example.org', 'x'.repeat(1_000), '\0', 'admin@example.org\0'])(
    'says the same of the account %j, which nobody has, as of a wrong password',
    async (email) => {
      const unknown = await post('/ops/login', { email, password: PASSWORD })
      const wrong = await post('/ops/login', { ...ADMIN, password: 'wrong' })
      expect([unknown.status, wrong.status]).toEqual([401, 401])
      expect(await unknown.text()).toBe(await wrong.text())
    },
  )

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain'])(
    'takes no form of another type: %s',
    async (type) => {
      const response = await post('/ops/login', ADMIN, { 'content-type': type })
      expect(response.status).toBe(415)
    },
  )

  it('takes no form that is compressed', async () => {
    const response = await post('/ops/login', ADMIN, { 'content-encoding': 'gzip' })
    expect(response.status).toBe(415)
    expect(await response.json()).toMatchObject({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      fields: [{ pointer: '/headers/content-encoding' }],
    })
  })

  it('closes when the admin is one no longer, or ends the sessions elsewhere', async () => {
    const ctx = { ...infra, actor: SYSTEM }
    const { id } = await createUser(ctx, {
      ...ADMIN,
      email: `fired-${runtime}@example.org`,
      name: `Fired ${runtime}`,
      role: 'admin',
    })
    const open = async () => {
      const response = await post('/ops/login', { ...ADMIN, email: `fired-${runtime}@example.org` })
      return response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    }
    const status = async (cookie: string) => (await get('/ops/jobs/api/queues', cookie)).status
    const first = await open()
    expect(await status(first)).toBe(200)
    await logoutEverywhere({ ...infra, actor: { kind: 'account', accountId: id, role: 'admin' } })
    expect(await status(first)).toBe(401)
    const second = await open()
    expect(await status(second)).toBe(200)
    await setRole(ctx, { accountId: id, role: 'user' })
    expect(await status(second)).toBe(401)
  })

  it('stops counting on luck after ten wrong passwords from one network', async () => {
    const guess = (password: string) =>
      post('/ops/login', { ...ADMIN, password }, { 'x-forwarded-for': '203.0.113.9' })
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect((await guess('wrong')).status).toBe(401)
    }
    const refused = await guess(PASSWORD)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await signIn()
  })
})
