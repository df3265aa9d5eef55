import { AppError } from '@loadout/core'
import type { AnyRouter } from '@trpc/server'
import type { Handler } from 'hono'
import { problemResponse } from '../errors/problem.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { AnswerTrpc } from '../trpc/handler.ts'
import { procedureMetas } from '../trpc/procedures.ts'
import { askTrpc } from './ask-trpc.ts'
import { createShapes } from './input-shape.ts'
import { createRouteTable } from './route-table.ts'
import { unwrap } from './unwrap.ts'

export const REST_PREFIX = '/api'

/** `/api/*`: every procedure by the path that it declares. */
export function restHandler(router: AnyRouter, answer: AnswerTrpc): Handler<ApiEnv> {
  const table = createRouteTable(procedureMetas(router))
  const shapeOf = createShapes(router)
  return async (c) => {
    const { raw } = c.req
    // As it was sent: hono's own path is decoded, and would be once more.
    const url = new URL(raw.url)
    const { pathname } = url
    const method = raw.method === 'HEAD' ? 'GET' : raw.method
    const found = pathname.startsWith(`${REST_PREFIX}/`)
      ? table.find(method, pathname.slice(REST_PREFIX.length))
      : null
    if (found === null) throw new AppError('NOT_FOUND')
    if ('allow' in found) return refuseMethod(found.allow, c.var.requestId)
    const { route, params } = found
    const asked = askTrpc(raw, route, { shape: shapeOf(route.procedure), params, url })
    return unwrap(await answer(c, asked), c.var.requestId)
  }
}

function refuseMethod(allow: readonly string[], requestId: string): Response {
  const response = problemResponse(new AppError('METHOD_NOT_ALLOWED'), requestId)
  // The head of what can be asked for, hono answers.
  const all = allow.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  response.headers.set('allow', all.join(', '))
  return response
}
