import { AppError } from '@loadout/core'
import type { Asked } from '../trpc/handler.ts'
import type { InputShape } from './input-shape.ts'
import { badBody, readBody, readInput } from './read-input.ts'
import type { Params, RestRoute } from './route-table.ts'

/**
 * What tRPC is asked by a REST request: so limits, sessions, caches and time budgets are the same for both. A query is
 * a GET with its input, all else a POST whose body comes later. What is wrong with an input is told as late as by
 * tRPC: once the caller is within their rate.
 */
export function askTrpc(raw: Request, route: RestRoute, of: Known): Asked {
  try {
    return route.method === 'GET' ? askQuery(raw, route, of) : askMutation(raw, route, of)
  } catch (error) {
    return refuseLater(raw, addressOf(route, of), error)
  }
}

/** What is known of the request when its route is found. */
interface Known {
  readonly shape: InputShape
  readonly params: Params
  readonly url: URL
}

function askQuery(raw: Request, route: RestRoute, known: Known): Asked {
  const { shape, params, url: asked } = known
  const input = JSON.stringify(readInput(shape, params, asked.searchParams))
  const url = `${addressOf(route, known)}?input=${encodeURIComponent(input)}`
  const headers = plainHeaders(raw.headers)
  return { request: new Request(url, { headers, signal: raw.signal }), complete: neverCompleted }
}

function askMutation(raw: Request, route: RestRoute, known: Known): Asked {
  const { shape, params, url } = known
  const address = addressOf(route, known)
  const { signal } = raw
  const headers = plainHeaders(raw.headers)
  // What is taken away is named by its address alone, what is written by its body.
  const isNamed = route.method === 'DELETE'
  const stated = readInput(
    isNamed ? shape : NOTHING,
    isNamed ? params : NO_PARAMS,
    url.searchParams,
  )
  const isTyped = headers.has('content-type') && !isNamed
  if (isNamed || (!isTyped && !announcesBody(raw))) headers.set('content-type', 'application/json')
  return {
    request: new Request(address, { method: 'POST', headers, signal }),
    async complete(received) {
      const text = await received.text()
      if (isNamed && text !== '') throw badBody('must be empty')
      // Over HTTP/2 a body need not be announced.
      if (!isTyped && text !== '') throw new AppError('UNSUPPORTED_MEDIA_TYPE')
      const body = JSON.stringify(isNamed ? stated : readBody(shape, params, text))
      return new Request(address, { method: 'POST', headers, body, signal })
    },
  }
}

/** By POST, so that no answer that is kept is given to it. */
function refuseLater(raw: Request, address: string, error: unknown): Asked {
  const headers = plainHeaders(raw.headers)
  headers.set('content-type', 'application/json')
  return {
    request: new Request(address, { method: 'POST', headers, signal: raw.signal }),
    complete: () => Promise.reject(error),
  }
}

function addressOf({ procedure }: RestRoute, { url }: Pick<Known, 'url'>): string {
  return `${url.origin}/trpc/${procedure}`
}

/** Without what would have tRPC answer in pieces, or be of another length. */
function plainHeaders(given: Headers): Headers {
  const headers = new Headers(given)
  for (const name of ['accept', 'trpc-accept', 'content-length', 'transfer-encoding']) {
    headers.delete(name)
  }
  return headers
}

function announcesBody({ headers }: Request): boolean {
  return headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > 0
}

/** Has no parameters. */
const NOTHING: InputShape = { typesAt: () => new Set(), itemTypesAt: () => new Set() }
const NO_PARAMS: Params = new Map()

const neverCompleted = () => Promise.reject(new Error('a query has no body'))
