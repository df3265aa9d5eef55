import { AppError } from '@loadout/core'
import { logout, sessionActor } from '@loadout/core/accounts'
import { Hono, type MiddlewareHandler } from 'hono'
import { problemResponse } from '../../errors/problem.ts'
import { isSecure } from '../../http/is-secure.ts'
import type { ApiEnv } from '../../http/variables.ts'
import type { Kit } from '../../kit.ts'
import { createDashboard, DASHBOARD_POLICY } from './dashboard.ts'
import { loginHandler } from './login.ts'
import { loginPage, logoutPage } from './page.ts'
import { sameOrigin } from './same-origin.ts'
import { createOperatorSessions, type OperatorSessions } from './session.ts'

/** `/ops/login`, `/ops/logout` and, behind them, `/ops/jobs`: for admins. */
export function operatorRoutes(kit: Kit): Hono<ApiEnv> {
  const { services, settings } = kit.deps
  const sessions = createOperatorSessions({
    key: services.secret.key('operator-sessions'),
    actorOf: (session) => sessionActor(services, session),
    async end({ sessionId, accountId }) {
      const actor = { kind: 'account', role: 'admin', accountId, sessionId } as const
      await logout({ ...services, actor }, null)
    },
    isSecure: (c) => isSecure(c.req.raw, settings.trustedProxies),
  })
  const app = new Hono<ApiEnv>()
  app.use(uncached)
  app.use(sameOrigin)
  app.get('/', (c) => c.redirect('/ops/jobs', 303))
  app.get('/login', (c) => loginPage(c))
  app.post('/login', loginHandler(kit, sessions))
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
