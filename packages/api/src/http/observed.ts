import type { MiddlewareHandler } from 'hono'
import type { Metrics } from '../ops/metrics.ts'
import { routeLabel } from './route-label.ts'
import type { ApiEnv } from './variables.ts'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Counts and times every request. */
export function observed(metrics: Metrics): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const labels = {
      method: METHODS.has(c.req.method) ? c.req.method : 'other',
      route: routeLabel(c.req.path),
      status: c.res.status,
    }
    metrics.observeRequest(labels, (performance.now() - start) / 1_000)
  }
}
