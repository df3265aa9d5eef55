import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { ApiEnv } from '../http/variables.ts'

const EXPOSED_HEADERS = ['retry-after', 'x-request-id']

/**
 * CORS for these origins, without credentials. Preflights are answered by hono's `cors`. For calls it would
 * set its headers before there is an answer, and hono then copies every answer into one whose body is a
 * stream, which costs more than all else here: the same headers are set on the answer itself.
 */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler<ApiEnv> {
  const preflight = cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type', 'trpc-accept', 'x-request-id'],
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  })
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') return preflight(c, next)
    await next()
    const { headers } = c.res
    const origin = c.req.header('origin')
    if (origin !== undefined && origins.includes(origin)) {
      headers.set('access-control-allow-origin', origin)
    }
    headers.set('access-control-expose-headers', EXPOSED_HEADERS.join(','))
    headers.append('vary', 'Origin')
  }
}
