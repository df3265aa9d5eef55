import { type Actor, ANONYMOUS, ERRORS, type ErrorCode, requireScope } from '@loadout/core'
import { MAX_DOCUMENT_BYTES } from '@loadout/core/matches'
import type { AnyRouter } from '@trpc/server'
import { type FetchHandlerRequestOptions, fetchRequestHandler } from '@trpc/server/adapters/fetch'
import type { Context, Handler } from 'hono'
import { type Caller, guestOf, withCookie } from '../auth/guest-of.ts'
import { reportError } from '../errors/report.ts'
import { toAppError } from '../errors/to-app-error.ts'
import { trpcErrorResponse } from '../errors/trpc-shape.ts'
import { callerKey } from '../http/caller-key.ts'
import { receiveBody } from '../http/receive-body.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { cacheControl } from './cache-control.ts'
import { createContext } from './create-context.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { createFastPath } from './fast-path.ts'
import { limitResponse, limitStream } from './limit-response.ts'
import type { ProcedureMeta } from './meta.ts'
import { procedureMetas } from './procedures.ts'
import { MAX_BATCH, readCall, type TrpcCall } from './read-call.ts'
import { rememberRequestId } from './request-ids.ts'

const MAX_BODY_BYTES = 1_048_576
/** A document and what JSON-RPC wraps around it. One document per request, batched or not. */
const MAX_INGEST_BODY_BYTES = MAX_DOCUMENT_BYTES + 65_536
const INGEST_PATH = 'matches.ingest'

type Metas = ReadonlyMap<string, ProcedureMeta>

/** `/trpc/*`: limits first, then what is known already, then stock tRPC. */
export function trpcHandler(kit: Kit, router: AnyRouter): Handler<ApiEnv> {
  const metas = procedureMetas(router)
  const fastPath = createFastPath(kit, { router, metas })
  return async (c) => {
    const { requestId } = c.var
    const deadline = startDeadline(kit.deps.settings.requestBudgetMs, c.req.raw.signal)
    let cookie: string | null = null
    try {
      const call = readCall(c.req.raw)
      const caller = await withDeadline(deadline, admit(kit, { c, call, metas }))
      const { actor } = caller
      cookie = caller.cookie
      const known = await fastPath(c.req.raw, call, deadline)
      if (known !== null) {
        deadline.clear()
        return known
      }
      const request = await deadline.pauseFor(receive(c.req.raw, call, actor))
      const response = await fetchRequestHandler({
        ...options(kit, { router, metas, requestId }),
        req: request,
        createContext: () => {
          const origin = () => kit.guests.originOf(c.var.clientAddress)
          return createContext(kit, { actor, deadline, requestId, origin })
        },
      })
      // The calls of a streamed batch are still running: their deadline stays.
      if (response.headers.get('transfer-encoding') === 'chunked') {
        return withCookie(limitStream(response), cookie)
      }
      const limited = await limitResponse(response)
      deadline.clear()
      return withCookie(limited, cookie)
    } catch (error) {
      deadline.clear()
      const appError = toAppError(error)
      reportError(kit.deps.services.log, appError, { requestId, signal: c.req.raw.signal })
      return withCookie(trpcErrorResponse(appError, requestId), cookie)
    }
  }
}

/** Who is calling, once they are within their rate: only then may a guest be made of who is nobody. */
async function admit(
  kit: Kit,
  {
    c,
    call,
    metas,
  }: { readonly c: Context<ApiEnv>; readonly call: TrpcCall; readonly metas: Metas },
): Promise<Caller> {
  const { clientAddress } = c.var
  const actor = await kit.authenticate(c.req.header('authorization'), clientAddress)
  const counted = callerKey(actor, clientAddress)
  const rates = Map.groupBy(call.paths, (path) => metas.get(path)?.rate ?? 'read')
  for (const [rate, paths] of rates) await kit.limits.take(rate, counted, paths.length)
  const personal = call.paths
    .map((path) => metas.get(path))
    .filter((meta) => meta?.auth === 'guest')
  return actor === ANONYMOUS && personal.length > 0
    ? guestOf(kit, c, { writes: c.req.method === 'POST' && personal.some(isWrite) })
    : { actor, cookie: null }
}

/** Only by POST: a link that somebody follows changes nothing, and makes nobody a guest. */
function isWrite(meta: ProcedureMeta | undefined): boolean {
  return meta?.rate === 'write'
}

/** The request with its body. Who may not send documents is refused before one of them is received. */
async function receive(request: Request, call: TrpcCall, actor: Actor): Promise<Request> {
  if (request.method === 'GET') return request
  const ingests = call.paths.includes(INGEST_PATH)
  if (ingests) requireScope(actor, 'matches:write')
  return receiveBody(request, ingests ? MAX_INGEST_BODY_BYTES : MAX_BODY_BYTES)
}

type StockOptions = Omit<FetchHandlerRequestOptions<AnyRouter>, 'req' | 'createContext'>

function options(
  kit: Kit,
  { router, metas, requestId }: { router: AnyRouter; metas: Metas; requestId: string },
): StockOptions {
  return {
    endpoint: '/trpc',
    router,
    maxBatchSize: MAX_BATCH,
    allowMethodOverride: true,
    onError({ error, path, req }) {
      rememberRequestId(error, requestId)
      const where = { requestId, path, signal: req.signal }
      reportError(kit.deps.services.log, toAppError(error), where)
    },
    responseMeta({ info, errors, eagerGeneration, type }) {
      const certain = type === 'query' && errors.length === 0 && !eagerGeneration
      const policies = certain ? (info?.calls ?? []).map(({ path }) => metas.get(path)?.cache) : []
      const headers: Record<string, string> = {
        'cache-control': cacheControl(policies.map((policy) => policy ?? null)),
      }
      const [first] = errors
      if (first !== undefined) addRetryAfter(headers, toAppError(first))
      return { headers }
    },
  }
}

function addRetryAfter(
  headers: Record<string, string>,
  error: { readonly code: ErrorCode; readonly retryAfterSeconds: number | undefined },
): void {
  if (!ERRORS[error.code].retryable || error.retryAfterSeconds === undefined) return
  headers['retry-after'] = String(error.retryAfterSeconds)
}

function withDeadline<Value>(deadline: Deadline, work: Promise<Value>): Promise<Value> {
  return Promise.race([work, deadline.expired])
}
