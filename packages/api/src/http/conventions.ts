import type { MiddlewareHandler } from 'hono'
import type { ApiDeps } from '../api-deps.ts'
import { clientAddress } from './client-address.ts'
import { requestIdOf } from './request-id.ts'
import type { ApiEnv } from './variables.ts'

/** For answers that are data. Pages set a policy of their own before this one is applied. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** What every answer has unless its route says otherwise. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': DATA_POLICY,
}

/** Request id in and out, the caller's address, security headers, and `Connection: close` while leaving. */
export function conventions(deps: ApiDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const requestId = requestIdOf(c.req.header('x-request-id'))
    c.set('requestId', requestId)
    c.set(
      'clientAddress',
      clientAddress(
        deps.remoteAddress(c),
        c.req.header('x-forwarded-for'),
        deps.settings.trustedProxies,
      ),
    )
    await next()
    const { headers } = c.res
    headers.set('x-request-id', requestId)
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      if (!headers.has(name)) headers.set(name, value)
    }
    if (deps.lifecycle.draining) headers.set('connection', 'close')
  }
}
