import {
  type Actor,
  ANONYMOUS,
  AppError,
  ERRORS,
  type ErrorCode,
  requireScope,
} from '@loadout/core'
import { MAX_DOCUMENT_BYTES } from '@loadout/core/matches'
import type { AnyRouter } from '@trpc/server'
import { type FetchHandlerRequestOptions, fetchRequestHandler } from '@trpc/server/adapters/fetch'
import type { Context, Handler } from 'hono'
import { type Caller, guestOf, withCookies } from '../auth/guest-of.ts'
import { identify } from '../auth/identify.ts'
import { createSignIn } from '../auth/sign-in.ts'
import { reportError } from '../errors/report.ts'
import { toAppError } from '../errors/to-app-error.ts'
import { trpcErrorResponse } from '../errors/trpc-shape.ts'
import { callerKey } from '../http/caller-key.ts'
import { receiveBody } from '../http/receive-body.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { answerStream, opensStream } from '../live/answer.ts'
import { cacheControl } from './cache-control.ts'
import { createContext } from './create-context.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { createFastPath } from './fast-path.ts'
import { readIdempotencyKey } from './idempotency-key.ts'
import { type InstantAnswers, LEARNS_NOTHING } from './instant-answers.ts'
import { limitResponse, limitStream } from './limit-response.ts'
import type { ProcedureMeta } from './meta.ts'
import { procedureMetas } from './procedures.ts'
import { asksForStream, MAX_BATCH, readCall, type TrpcCall } from './read-call.ts'
import { rememberRequestId } from './request-ids.ts'
import { withAllow } from './with-allow.ts'

const MAX_BODY_BYTES = 1_048_576
/** A document and what JSON-RPC wraps around it. One document per request, batched or not. */
const MAX_INGEST_BODY_BYTES = MAX_DOCUMENT_BYTES + 65_536
const INGEST_PATH = 'matches.ingest'

type Metas = ReadonlyMap<string, ProcedureMeta>

/** What tRPC is asked, whatever the request was. */
export interface Asked {
  /** Its headers and address; of what writes, without a body. */
  readonly request: Request
  /** The same with the body that has been received, once the caller is known and within their rate. */
  readonly complete: (received: Request) => Promise<Request>
}

/** Answers a request by what tRPC is asked: limits first, then what is known already, then stock tRPC. */
export type AnswerTrpc = (c: Context<ApiEnv>, asked: Asked) => Promise<Response>

/** `/trpc/*`. */
export function trpcHandler(
  kit: Kit,
  router: AnyRouter,
  answer = createAnswerTrpc(kit, router),
): Handler<ApiEnv> {
  return (c) => answer(c, { request: c.req.raw, complete: async (received) => received })
}

export function createAnswerTrpc(
  kit: Kit,
  router: AnyRouter,
  instant: Pick<InstantAnswers, 'learn'> = LEARNS_NOTHING,
): AnswerTrpc {
  const metas = procedureMetas(router)
  const fastPath = createFastPath(kit, { router, metas, instant })
  return async (c, asked) => {
    const { requestId } = c.var
    const deadline = startDeadline(kit.deps.settings.requestBudgetMs, c.req.raw.signal)
    const cookies: string[] = []
    try {
      const call = readCall(asked.request)
      refuseStreamedSignIn(asked.request, call)
      const idempotencyKey = readIdempotencyKey(asked.request, call)
      const caller = await withDeadline(deadline, admit(kit, { c, asked, call, metas }))
      const { actor } = caller
      if (caller.cookie !== null) cookies.push(caller.cookie)
      const known = await (opensStream(call, metas)
        ? withDeadline(deadline, answerStream(kit, c, { request: asked.request, call, actor }))
        : fastPath(asked.request, call, deadline))
      if (known !== null) {
        deadline.clear()
        return known
      }
      const request = await deadline.pauseFor(receive(c.req.raw, { asked, call, actor }))
      const response = await fetchRequestHandler({
        ...options(kit, { router, metas, requestId }),
        req: request,
        createContext: ({ info }) => {
          requireAdmitted(call, info.calls)
          const origin = () => kit.guests.originOf(c.var.clientAddress)
          const signIn = createSignIn(kit, c, cookies)
          return createContext(kit, {
            actor,
            deadline,
            requestId,
            idempotencyKey,
            origin,
            signIn,
          })
        },
      })
      // The calls of a streamed batch are still running: their deadline stays.
      if (response.headers.get('transfer-encoding') === 'chunked') {
        return withCookies(limitStream(response), cookies)
      }
      const limited = await limitResponse(response)
      deadline.clear()
      return withCookies(withAllow(limited, asked.request.method), cookies)
    } catch (error) {
      deadline.clear()
      return refusal(kit, c, { error, cookies, method: asked.request.method })
    }
  }
}

function refusal(
  kit: Kit,
  c: Context<ApiEnv>,
  of: { readonly error: unknown; readonly cookies: string[]; readonly method: string },
): Response {
  const { requestId } = c.var
  const appError = toAppError(of.error)
  // Told so once, a browser is nobody's from then on: what is public is open to it, and so is signing in.
  const isByCookie = c.req.header('authorization') === undefined
  if (appError.code === 'BANNED' && isByCookie) createSignIn(kit, c, of.cookies).clear()
  reportError(kit.deps.services.log, appError, { requestId, signal: c.req.raw.signal })
  return withCookies(withAllow(trpcErrorResponse(appError, requestId), of.method), of.cookies)
}

/** Who is calling, once they are within their rate: only then may a guest be made of who is nobody. */
async function admit(
  kit: Kit,
  {
    c,
    asked,
    call,
    metas,
  }: {
    readonly c: Context<ApiEnv>
    readonly asked: Asked
    readonly call: TrpcCall
    readonly metas: Metas
  },
): Promise<Caller> {
  const { clientAddress } = c.var
  const found = call.paths.map((path) => metas.get(path))
  // Only by POST: a link that somebody follows changes nothing, and makes nobody a guest.
  const writes = asked.request.method === 'POST' && found.some(isWrite)
  // A page of another site must not listen either.
  const actor = await identify(kit, c, { writes: writes || opensStream(call, metas) })
  const counted = callerKey(actor, clientAddress)
  const rates = Map.groupBy(found, (meta) => meta?.rate ?? 'read')
  for (const [rate, metasOfRate] of rates) {
    // Whose password is guessed at has no account yet: the address counts.
    const caller = rate === 'signIn' ? `address:${clientAddress}` : counted
    await kit.limits.take(rate, caller, metasOfRate.length)
  }
  const personal = found.filter((meta) => meta?.auth === 'guest')
  return actor === ANONYMOUS && personal.length > 0
    ? guestOf(kit, c, { writes: writes && personal.some(isWrite) })
    : { actor, cookie: null }
}

function isWrite(meta: ProcedureMeta | undefined): boolean {
  return meta !== undefined && meta.rate !== 'read'
}

/**
 * What runs is what was admitted: tRPC reads the URL once more, and takes a slash at its end or a fragment for
 * nothing. Throws NOT_FOUND.
 */
function requireAdmitted({ paths }: TrpcCall, calls: readonly { readonly path: string }[]): void {
  const isSame = calls.length === paths.length
  if (isSame && calls.every(({ path }, index) => path === paths[index])) return
  throw new AppError('NOT_FOUND')
}

/** The head of a streamed answer is gone before a procedure could set a cookie. Throws BAD_INPUT. */
function refuseStreamedSignIn({ headers }: Request, { paths }: TrpcCall): void {
  if (!asksForStream(headers) || !paths.some((path) => path.startsWith('auth.'))) return
  throw new AppError('BAD_INPUT', { message: 'Calls of auth.* cannot be part of a streamed batch' })
}

/** What tRPC is asked, with its body. Who may not send documents is refused before one of them is received. */
async function receive(
  raw: Request,
  of: { readonly asked: Asked; readonly call: TrpcCall; readonly actor: Actor },
): Promise<Request> {
  const { asked, call, actor } = of
  if (asked.request.method === 'GET') return asked.request
  const ingests = call.paths.includes(INGEST_PATH)
  if (ingests) requireScope(actor, 'matches:write')
  return asked.complete(await receiveBody(raw, ingests ? MAX_INGEST_BODY_BYTES : MAX_BODY_BYTES))
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
