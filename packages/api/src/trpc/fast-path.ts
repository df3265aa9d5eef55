import { AppError, type RevisionSource } from '@loadout/core'
import { statsRevision } from '@loadout/core/stats'
import type { AnyRouter } from '@trpc/server'
import type { Kit } from '../kit.ts'
import { cacheControl } from './cache-control.ts'
import type { Deadline } from './deadline.ts'
import { type FastCall, readFastCalls } from './fast-calls.ts'
import { jsonArray } from './json-array.ts'
import { MAX_RESPONSE_BYTES } from './limit-response.ts'
import type { ProcedureMeta, RevisionSourceName } from './meta.ts'
import type { TrpcCall } from './read-call.ts'
import { runShared } from './shared-call.ts'

/** The answer to a request, or null when stock tRPC has to give it. Throws RESPONSE_TOO_LARGE. */
export type FastPath = (
  request: Request,
  call: TrpcCall,
  deadline: Deadline,
) => Promise<Response | null>

/**
 * In front of stock tRPC: answers public queries from JSON that is kept per procedure, input text and
 * revision, spliced into a batch where one is asked for. Status, headers and body are those of stock tRPC
 * to the byte. A request with anything unusual about it, or with a call that fails, goes to stock as if
 * this were not here; its caller was admitted (key, rate) before either. How old an answer may be is
 * `ReadCache.recent`'s to say.
 */
export function createFastPath(
  kit: Kit,
  of: { readonly router: AnyRouter; readonly metas: ReadonlyMap<string, ProcedureMeta> },
): FastPath {
  const { services } = kit.deps
  const sources: Readonly<Record<RevisionSourceName, RevisionSource>> = {
    stats: { name: 'stats', revision: () => statsRevision(services) },
  }

  async function answer(call: FastCall) {
    const start = performance.now()
    const key = `trpc:${call.path}:${call.inputText}`
    const load = () => runShared(kit, of.router, call)
    const json = await services.readCache.recent(key, sources[call.source], load)
    return { path: call.path, json, milliseconds: performance.now() - start }
  }

  return async (request, call, deadline) => {
    const calls = readFastCalls(request, call, of.metas)
    if (calls === null) return null
    const answers = await allWithin(deadline, calls.map(answer))
    const first = answers?.[0]
    if (answers === null || first === undefined) return null
    for (const { path, milliseconds } of answers) kit.metrics.observeCall(path, 'OK', milliseconds)
    return toResponse(call.isBatch ? jsonArray(answers.map(({ json }) => json)) : first.json, calls)
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

function toResponse(body: Uint8Array<ArrayBuffer>, calls: readonly FastCall[]): Response {
  if (body.byteLength > MAX_RESPONSE_BYTES) throw new AppError('RESPONSE_TOO_LARGE')
  return new Response(body, {
    headers: {
      vary: 'trpc-accept, accept',
      'content-type': 'application/json',
      'cache-control': cacheControl(calls.map(({ meta }) => meta.cache)),
    },
  })
}
