import { AppError } from '@loadout/core'
import { Hono } from 'hono'
import type { ApiDeps } from './api-deps.ts'
import { atelierHandler } from './atelier/handler.ts'
import { jwksHandler } from './auth/jwks.ts'
import { problemResponse } from './errors/problem.ts'
import { reportError } from './errors/report.ts'
import { toAppError } from './errors/to-app-error.ts'
import { conventions } from './http/conventions.ts'
import { indexHandler } from './http/index-page.ts'
import { observed } from './http/observed.ts'
import type { ApiEnv } from './http/variables.ts'
import { rejectsHandler } from './imports/rejects-route.ts'
import { uploadHandler } from './imports/upload-route.ts'
import { ingestHandler } from './ingest/route.ts'
import { createKit } from './kit.ts'
import { operatorRoutes } from './ops/operator/routes.ts'
import { probeRoutes } from './ops/probes.ts'
import { REST_PREFIX, restHandler } from './rest/handler.ts'
import { openApiHandler } from './rest/openapi-route.ts'
import { MODULES, type Module, routerOf } from './routers/index.ts'
import { crossOrigin } from './trpc/cross-origin.ts'
import { createAnswerTrpc, trpcHandler } from './trpc/handler.ts'
import { createInstantAnswers, inFront } from './trpc/instant-answers.ts'

export interface AppOptions {
  /** Domains to mount; all by default. */
  readonly modules?: readonly Module[]
}

/** The whole HTTP surface as a standard fetch handler; the runtimes only listen. */
export function createApp(deps: ApiDeps, { modules = MODULES }: AppOptions = {}): Hono<ApiEnv> {
  const kit = createKit(deps)
  const app = new Hono<ApiEnv>()
  app.use(observed(kit.metrics), conventions(deps))
  const { corsOrigins } = deps.settings
  if (corsOrigins.length > 0) {
    for (const path of ['/trpc/*', '/api/*', '/atelier/*']) app.use(path, crossOrigin(corsOrigins))
  }
  app.onError((error, c) => {
    const appError = toAppError(error)
    reportError(deps.services.log, appError, { requestId: c.var.requestId, path: c.req.path })
    return problemResponse(appError, c.var.requestId)
  })
  app.notFound((c) => problemResponse(new AppError('NOT_FOUND'), c.var.requestId))

  app.get('/', indexHandler(deps))
  app.route('/', probeRoutes(kit))
  app.get(JWKS, jwksHandler(kit))
  deps.lifecycle.ending.addEventListener('abort', () => kit.streams.close())
  const router = routerOf(modules)
  const instant = createInstantAnswers(kit)
  const answerTrpc = createAnswerTrpc(kit, router, instant)
  app.all('/trpc/*', trpcHandler(kit, router, answerTrpc))
  app.all(`${REST_PREFIX}/*`, restHandler(router, answerTrpc))
  app.get(OPENAPI, openApiHandler(kit, router))
  if (modules.includes('matches')) app.post('/ingest/matches', ingestHandler(kit))
  if (modules.includes('imports')) {
    app.post('/imports/:name', uploadHandler(kit))
    app.get('/imports/:id/rejects.csv', rejectsHandler(kit))
  }
  if (modules.includes('ops')) app.route('/ops', operatorRoutes(kit))
  if (ATELIER_NEEDS.every((needed) => modules.includes(needed))) {
    app.all('/atelier/*', atelierHandler(kit))
  }
  refuseOtherMethods(app, modules)
  app.fetch = inFront(instant, app.fetch)
  return app
}

/** Domains whose verbs `/atelier` is made of. */
const ATELIER_NEEDS: readonly Module[] = ['catalog', 'questions', 'reviews']

const IMPORTS = [
  { path: '/imports/:name', allow: 'POST' },
  { path: '/imports/:id/rejects.csv', allow: 'GET' },
] as const

const JWKS = '/.well-known/jwks.json'
const OPENAPI = '/openapi.json'
const PROBES = ['/', '/livez', '/readyz', '/metrics', JWKS, OPENAPI] as const

/** A known path with another method is 405 and says which would do; registered after the real routes. */
function refuseOtherMethods(app: Hono<ApiEnv>, modules: readonly Module[]): void {
  const gets = PROBES.map((path) => ({ path, allow: 'GET' }))
  const posts = modules.includes('matches') ? [{ path: '/ingest/matches', allow: 'POST' }] : []
  const imports = modules.includes('imports') ? IMPORTS : []
  for (const { path, allow } of [...gets, ...posts, ...imports]) {
    app.all(path, (c) => {
      const response = problemResponse(new AppError('METHOD_NOT_ALLOWED'), c.var.requestId)
      response.headers.set('allow', allow)
      return response
    })
  }
}
