import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { ApiEnv } from '../http/variables.ts'

const EXPOSED_HEADERS = ['etag', 'retry-after', 'x-request-id']

/**
 * CORS for exactly these origins, with credentials: their pages may be signed in. All others are told nothing but
 * that answers differ by origin. Preflights are answered by hono's `cors`. For calls it would set its headers
 * before there is an answer, and hono then copies every answer into one whose body is a stream, which costs more
 * than all else here: the same headers are set on the answer itself.
 */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler<ApiEnv> {
  const preflight = cors({
    origin: [...origins],
    credentials: true,
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'trpc-accept',
      'x-guest-token',
      'x-request-id',
    ],
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  })
  return async (c, next) => {
    const origin = c.req.header('origin')
    const isAllowed = origin !== undefined && origins.includes(origin)
    if (c.req.method === 'OPTIONS') {
      return isAllowed
        ? preflight(c, next)
        : new Response(null, { status: 204, headers: { vary: 'Origin' } })
    }
    await next()
    const { headers } = c.res
    headers.append('vary', 'Origin')
    if (!isAllowed) return undefined
    for (const [name, value] of Object.entries(allowing(origin))) headers.set(name, value)
    return undefined
  }
}

/** What an answer to a page of this origin says. */
export const allowing = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': EXPOSED_HEADERS.join(','),
})
