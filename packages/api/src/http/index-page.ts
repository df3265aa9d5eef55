import type { Context } from 'hono'
import type { ApiDeps } from '../api-deps.ts'
import type { ApiEnv } from './variables.ts'

const LINKS = {
  trpc: '/trpc',
  rest: '/api',
  openapi: '/openapi.json',
  ingest: '/ingest/matches',
  imports: '/imports/:name',
  jobs: '/ops/jobs',
  live: '/livez',
  ready: '/readyz',
  metrics: '/metrics',
} as const

/** `GET /`: what this is and where everything is. */
export function indexHandler(deps: ApiDeps) {
  return (c: Context<ApiEnv>): Response =>
    c.json({ name: 'Loadout', version: deps.version, links: LINKS }, 200, {
      'cache-control': 'no-store',
    })
}
