import { AppError } from '@loadout/core'
import type { MiddlewareHandler } from 'hono'

/**
 * Whatever changes something must say that it comes from this origin: browsers always do, and a page
 * elsewhere cannot lie about it. Hosts are compared, not schemes: TLS may end at a proxy.
 */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    const origin = c.req.header('origin')
    if (origin === undefined || hostOf(origin) !== c.req.header('host')) {
      throw new AppError('FORBIDDEN', { message: 'This request comes from another origin' })
    }
  }
  await next()
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
