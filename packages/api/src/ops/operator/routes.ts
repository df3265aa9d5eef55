import { AppError, isAppError } from '@loadout/core'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { problemResponse } from '../../errors/problem.ts'
import { createFailureLimit, type FailureLimit } from '../../http/rate-limits.ts'
import { readUpTo } from '../../http/receive-body.ts'
import type { ApiEnv } from '../../http/variables.ts'
import type { Kit } from '../../kit.ts'
import { createDashboard, DASHBOARD_POLICY } from './dashboard.ts'
import { loginPage, logoutPage } from './page.ts'
import { sameOrigin } from './same-origin.ts'
import { createOperatorSessions, type OperatorSessions } from './session.ts'

/** Wrong passwords per address. */
const LOGIN_FAILURES = { failures: 5, seconds: 15 * 60 }
const MAX_FORM_BYTES = 4_096

/** `/ops/login`, `/ops/logout` and, behind them, `/ops/jobs`. */
export function operatorRoutes(kit: Kit): Hono<ApiEnv> {
  const { operatorPassword: password } = kit.deps.settings
  const app = new Hono<ApiEnv>()
  app.use(uncached)
  if (password === undefined) {
    app.all('*', (c) => problemResponse(CLOSED, c.var.requestId))
    return app
  }
  const trustsProxy = kit.deps.settings.trustedProxies > 0
  const sessions = createOperatorSessions({
    password,
    secret: Buffer.from(kit.deps.services.secret.key('operator-sessions')).toString('hex'),
    ended: kit.deps.endedSessions,
    isSecure: (c) => isHttps(c, trustsProxy),
  })
  app.use(sameOrigin)
  app.get('/', (c) => c.redirect('/ops/jobs', 303))
  app.get('/login', (c) => loginPage(c))
  app.post('/login', login(sessions, createFailureLimit(LOGIN_FAILURES)))
  app.get('/logout', (c) => logoutPage(c))
  app.post('/logout', async (c) => {
    await sessions.close(c)
    return c.redirect('/ops/login', 303)
  })
  app.use('/jobs', guard(sessions))
  app.use('/jobs/*', guard(sessions))
  app.route('/jobs', createDashboard(kit.deps, '/ops/jobs'))
  return app
}

const CLOSED = new AppError('UNAVAILABLE', {
  message: 'The job dashboard is closed: set OPERATOR_PASSWORD to open it',
})

function login(sessions: OperatorSessions, failures: FailureLimit) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    const { clientAddress } = c.var
    try {
      await failures.check(clientAddress)
    } catch (error) {
      if (!isAppError(error, 'RATE_LIMITED')) throw error
      c.header('retry-after', String(error.retryAfterSeconds))
      return loginPage(c, 429, 'Too many attempts. Try again later.')
    }
    const candidate = await readPassword(c)
    if (sessions.isPassword(candidate)) {
      await sessions.open(c)
      return c.redirect('/ops/jobs', 303)
    }
    await failures.count(clientAddress)
    return loginPage(c, 401, 'That is not the password.')
  }
}

async function readPassword(c: Context<ApiEnv>): Promise<string> {
  const { body } = c.req.raw
  if (body === null) return ''
  const form = new TextDecoder().decode(await readUpTo(body, MAX_FORM_BYTES))
  return new URLSearchParams(form).get('password') ?? ''
}

/** Nobody without a session comes through: pages are sent to sign in, the dashboard's own calls get 401. */
function guard(sessions: OperatorSessions): MiddlewareHandler<ApiEnv> {
  return async (c, next): Promise<Response | undefined> => {
    if (await sessions.isOpen(c)) {
      await next()
      c.res.headers.set('content-security-policy', DASHBOARD_POLICY)
      return undefined
    }
    const wantsPage = c.req.method === 'GET' && !c.req.path.startsWith('/ops/jobs/api/')
    if (wantsPage) return c.redirect('/ops/login', 303)
    return problemResponse(
      new AppError('UNAUTHENTICATED', { message: 'Sign in at /ops/login' }),
      c.var.requestId,
    )
  }
}

const uncached: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next()
  c.res.headers.set('cache-control', 'no-store')
  c.res.headers.set('x-frame-options', 'DENY')
  // Under `no-referrer` browsers send the Origin `null` with a form, and sameOrigin would refuse it.
  c.res.headers.set('referrer-policy', 'same-origin')
}

function isHttps(c: Context, trustsProxy: boolean): boolean {
  if (trustsProxy && c.req.header('x-forwarded-proto') === 'https') return true
  return new URL(c.req.url).protocol === 'https:'
}
