import { AppError } from '@loadout/core'
import { health } from '@loadout/core/ops'
import { Hono } from 'hono'
import { problemResponse } from '../errors/problem.ts'
import { singleFlight } from '../http/single-flight.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'

/** However many ask, the database is asked about its health twice a second. */
const HEALTH_TTL_MS = 500
/** Probes of orchestrators give up after a second or two: answer before that. */
const HEALTH_BUDGET_MS = 900
const NO_STORE = { 'cache-control': 'no-store' }

type Health = Awaited<ReturnType<typeof health>>

/** `/livez` (no dependencies), `/readyz` (PostgreSQL, Redis, migrations) and `/metrics`. */
export function probeRoutes({ deps, metrics }: Kit): Hono<ApiEnv> {
  const recent = singleFlight<Health>({ ttlMs: HEALTH_TTL_MS, maxEntries: 1 })
  const check = () => health(deps.services, { redis: deps.pingRedis, version: deps.version })
  const app = new Hono<ApiEnv>()
  app.get('/livez', (c) => c.json({ ok: true, version: deps.version }, 200, NO_STORE))
  app.get('/readyz', async (c) => {
    if (deps.lifecycle.draining) return unready(c.var.requestId, 'Shutting down')
    const answer = await within(HEALTH_BUDGET_MS, recent('health', check))
    if (answer === null) return unready(c.var.requestId, 'A dependency does not answer')
    const { ok, version, checks } = answer
    return ok
      ? c.json({ ok, version, checks }, 200, NO_STORE)
      : unready(c.var.requestId, 'A dependency is down', { checks })
  })
  app.get('/metrics', async (c) => {
    const { body, contentType } = await metrics.render()
    return c.body(body, 200, { ...NO_STORE, 'content-type': contentType })
  })
  return app
}

function unready(requestId: string, message: string, extra = {}): Response {
  return problemResponse(new AppError('UNAVAILABLE', { message }), requestId, extra)
}

/** The value, or null when it takes longer. */
async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value | null> {
  const { promise, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(resolve, milliseconds, null)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
