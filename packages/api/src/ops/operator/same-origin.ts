import type { MiddlewareHandler } from 'hono'
import { refuseForeignPages } from '../../auth/own-pages.ts'

/** Whatever changes something must say that it comes from this origin, not one of those that may call the API. */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  const { method, raw } = c.req
  if (method !== 'GET' && method !== 'HEAD') {
    refuseForeignPages(raw, { allowed: [], hasSession: true })
  }
  await next()
}
