import type { Handler } from 'hono'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { cartRoutes } from './cart-routes.ts'
import type { Endpoint } from './endpoint.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { type AtelierPath, matchPath } from './paths.ts'
import { postRoutes } from './post-routes.ts'
import { putRoutes } from './put-routes.ts'
import { readRoutes } from './read-routes.ts'
import { textResponse } from './text-response.ts'

const MOUNTED_AT = '/atelier'

/**
 * `/atelier/*`: the contract of the Atelier, for front ends that were made for its server. Shapes, statuses and
 * texts are those they know. Ids in a path that name nothing are answered with nothing (an empty list, a vote
 * without effect); only a product that is asked for by itself is 404.
 *
 * Paths are matched here: in the app's own router, so many that are so alike would slow down all others.
 */
export function atelierHandler(kit: Kit): Handler<ApiEnv> {
  const endpoints = Map.groupBy(
    [readRoutes, postRoutes, putRoutes, cartRoutes, interactionRoutes].flatMap((of) => of(kit)),
    ({ path }): AtelierPath => path,
  )
  return async (c) => {
    const matched = matchPath(c.req.path.slice(MOUNTED_AT.length))
    const here = matched === null ? undefined : endpoints.get(matched.path)
    if (matched === null || here === undefined) return textResponse(404, 'Error: not found')
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    const found = here.find((endpoint) => endpoint.method === method)
    return found === undefined ? methodNotAllowed(here) : found.answer(c, matched.id)
  }
}

function methodNotAllowed(here: readonly Endpoint[]): Response {
  const allow = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return textResponse(405, 'Error: method not allowed', { allow: allow.join(', ') })
}
