import { ANONYMOUS } from '@loadout/core'
import type { Hono } from 'hono'
import { callerKey } from '../http/caller-key.ts'
import { clientAddress } from '../http/client-address.ts'
import { SECURITY_HEADERS } from '../http/conventions.ts'
import { requestIdOf } from '../http/request-id.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { allowing } from './cross-origin.ts'
import { isKnown } from './etag.ts'
import type { KeptPage } from './fast-answers.ts'
import { asksForStream } from './read-call.ts'

/** An address whose answer is kept. */
export interface Learnt {
  /** The procedure. */
  readonly path: string
  /** What `SharedCache.kept` knows the answer by, a `KeptPage`. */
  readonly keptAs: string
  /** Of the answer, besides those that all answers have. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Answers that this process has given a moment ago and holds for everybody, given again before any route is looked
 * for: the router, the middleware and the `Headers` of the other way cost several times what such an answer does.
 * What is answered is the same to the byte, limits and metrics too; whatever asks for more than that goes the other way.
 */
export interface InstantAnswers {
  /** Remembers what the answer to this request is kept as. */
  learn(request: Request, learnt: Learnt): void
  /** Null: it has to be answered the other way. */
  find(request: Request, env: unknown): Promise<Response | null> | null
}

export const LEARNS_NOTHING: Pick<InstantAnswers, 'learn'> = { learn: () => {} }

const PREFIX = '/trpc/'
const MAX_URL = 512
/** Addresses that are remembered; beyond it all are forgotten. */
const MAX_LEARNT = 5_000

/** Only a caller who is nobody in particular, and who takes the plain answer. */
const PERSONAL = ['authorization', 'content-type', 'content-length', 'transfer-encoding']

export function createInstantAnswers({ deps, limits, metrics }: Kit): InstantAnswers {
  const { settings, lifecycle } = deps
  const { sharedCache } = deps.services
  const learntOf = new Map<string, Learnt>()

  function pageOf({ headers }: Request, { keptAs }: Learnt): KeptPage | undefined {
    if (PERSONAL.some((name) => headers.has(name)) || asksForStream(headers)) return undefined
    if (headers.get('cookie')?.includes('ld_') === true) return undefined
    // Nobody else keeps anything under a key that was learnt.
    return sharedCache.kept(keptAs) as KeptPage | undefined
  }

  /** As `crossOrigin` and `conventions` do it. */
  function headersOf(request: Request, { headers }: Learnt, etag: string): Record<string, string> {
    const all = { ...headers, etag, ...SECURITY_HEADERS } as Record<string, string>
    all['x-request-id'] = requestIdOf(request.headers.get('x-request-id'))
    if (settings.corsOrigins.length > 0) {
      all.vary = `${all.vary}, Origin`
      const origin = request.headers.get('origin')
      if (origin !== null && settings.corsOrigins.includes(origin)) {
        Object.assign(all, allowing(origin))
      }
    }
    if (lifecycle.draining) all.connection = 'close'
    return all
  }

  async function give(request: Request, env: unknown, learnt: Learnt, page: KeptPage) {
    const start = performance.now()
    const remote = deps.remoteAddress({ env, req: { raw: request } })
    const forwardedFor = request.headers.get('x-forwarded-for') ?? undefined
    const address = clientAddress(remote, forwardedFor, settings.trustedProxies)
    try {
      await limits.take('read', callerKey(ANONYMOUS, address), 1)
    } catch {
      // The other way says so.
      return null
    }
    const { json, etag } = page
    const isHad = isKnown(request.headers.get('if-none-match'), etag)
    const headers = headersOf(request, learnt, etag)
    const milliseconds = performance.now() - start
    metrics.observeCall(learnt.path, 'OK', milliseconds)
    const status = isHad ? 304 : 200
    metrics.observeRequest({ method: 'GET', route: '/trpc', status }, milliseconds / 1_000)
    if (isHad) return new Response(null, { status, headers })
    headers['content-type'] = 'application/json'
    return new Response(json, { headers })
  }

  return {
    learn(request, learnt) {
      const address = addressOf(request)
      if (address === null || address.length > MAX_URL || learntOf.has(address)) return
      if (learntOf.size === MAX_LEARNT) learntOf.clear()
      learntOf.set(address, learnt)
    },
    find(request, env) {
      if (request.method !== 'GET') return null
      const address = addressOf(request)
      const learnt = address === null ? undefined : learntOf.get(address)
      if (learnt === undefined) return null
      const page = pageOf(request, learnt)
      return page === undefined ? null : give(request, env, learnt, page)
    },
  }
}

/** Path and query of what may have an answer that is kept, whatever the host. */
function addressOf({ url }: Request): string | null {
  const at = url.indexOf('/', url.indexOf('//') + 2)
  return url.startsWith(PREFIX, at) ? url.slice(at) : null
}

type Fetch = Hono<ApiEnv>['fetch']

/** An app that answers what it can at once. */
export function inFront(instant: Pick<InstantAnswers, 'find'>, fetch: Fetch): Fetch {
  return (request, env, executionContext) => {
    const other = () => fetch(request, env, executionContext)
    const found = instant.find(request, env)
    return found === null ? other() : found.then((answer) => answer ?? other())
  }
}
