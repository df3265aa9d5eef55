import { AppError } from '@loadout/core'
import type { AnyRouter } from '@trpc/server'
import type { Kit } from '../kit.ts'
import { cacheControl } from './cache-control.ts'
import type { Deadline } from './deadline.ts'
import { createAnswerers, type FastAnswer } from './fast-answers.ts'
import { type FastCall, readFastCalls } from './fast-calls.ts'
import type { InstantAnswers } from './instant-answers.ts'
import { jsonArray } from './json-array.ts'
import { MAX_RESPONSE_BYTES } from './limit-response.ts'
import type { ProcedureMeta } from './meta.ts'
import type { TrpcCall } from './read-call.ts'

/** The answer to a request, or null when stock tRPC has to give it. Throws RESPONSE_TOO_LARGE. */
export type FastPath = (
  request: Request,
  call: TrpcCall,
  deadline: Deadline,
) => Promise<Response | null>

/**
 * In front of stock tRPC: answers public queries from JSON that is kept per procedure, input and revision,
 * spliced into a batch where one is asked for. Status, headers and body are those of stock tRPC: of
 * statistics to the byte, of product pages the same JSON with an entity tag. A request with anything unusual
 * about it, or with a call that fails, goes to stock as if this were not here; its caller was admitted (key,
 * rate) before either. How old an answer may be is for `ReadCache` to say.
 */
export function createFastPath(
  kit: Kit,
  of: {
    readonly router: AnyRouter
    readonly metas: ReadonlyMap<string, ProcedureMeta>
    readonly instant: Pick<InstantAnswers, 'learn'>
  },
): FastPath {
  const answerers = createAnswerers(kit, of.router)

  async function answer(call: FastCall, ifNoneMatch: string | null) {
    const start = performance.now()
    const answered = await answerers[call.source](call, ifNoneMatch)
    return { ...answered, path: call.path, milliseconds: performance.now() - start }
  }

  return async (request, call, deadline) => {
    const calls = readFastCalls(request, call, of.metas)
    if (calls === null) return null
    // A batch is a new answer each time: nobody keeps its tag.
    const ifNoneMatch = call.isBatch ? null : request.headers.get('if-none-match')
    const answers = await allWithin(
      deadline,
      calls.map((one) => answer(one, ifNoneMatch)),
    )
    if (answers === null) return null
    for (const { path, milliseconds } of answers) kit.metrics.observeCall(path, 'OK', milliseconds)
    if (call.isBatch) return batchResponse(answers, calls)
    const response = singleResponse(answers, calls)
    const [{ path, keptAs } = { path: '', keptAs: undefined }] = answers
    if (keptAs !== undefined) of.instant.learn(request, { path, keptAs, headers: headersOf(calls) })
    return response
  }
}

/** All values, or null if one fails or the deadline comes first: stock will say what is wrong. */
async function allWithin<Value>(
  deadline: Deadline,
  work: readonly Promise<Value>[],
): Promise<readonly Value[] | null> {
  try {
    return await Promise.race([Promise.all(work), deadline.expired])
  } catch {
    return null
  }
}

function batchResponse(answers: readonly FastAnswer[], calls: readonly FastCall[]): Response {
  const texts = answers.flatMap(({ json }) => (json === null ? [] : [json]))
  return toResponse(jsonArray(texts), headersOf(calls))
}

function singleResponse(answers: readonly FastAnswer[], calls: readonly FastCall[]): Response {
  const { json, etag } = answers[0] ?? { json: null, etag: null }
  const headers = { ...headersOf(calls), ...(etag === null ? {} : { etag }) }
  return json === null ? new Response(null, { status: 304, headers }) : toResponse(json, headers)
}

function toResponse(
  body: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Response {
  if (body.byteLength > MAX_RESPONSE_BYTES) throw new AppError('RESPONSE_TOO_LARGE')
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } })
}

function headersOf(calls: readonly FastCall[]): Readonly<Record<string, string>> {
  return {
    vary: 'trpc-accept, accept',
    'cache-control': cacheControl(calls.map(({ meta }) => meta.cache)),
  }
}
