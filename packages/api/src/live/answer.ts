import { type Actor, AppError } from '@loadout/core'
import { liveContract } from '@loadout/core/live'
import { TRPCError } from '@trpc/server'
import type { Context } from 'hono'
import { provenUntil } from '../auth/proven-until.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import type { TrpcCall } from '../trpc/read-call.ts'
import { eventStream } from './event-stream.ts'
import type { StreamInput } from './streams.ts'

/** Answered here instead of by tRPC; `frames.ts` says why. */
const PATH = 'live.events'

/** Whether a request opens a stream, or tries to, of those that are mounted. */
export const opensStream = (
  { paths }: TrpcCall,
  mounted: { readonly has: (path: string) => boolean },
): boolean => paths.includes(PATH) && mounted.has(PATH)

/**
 * The answer to a call that `opensStream`. Throws what `Streams.admit` and `open` do, METHOD_NOT_ALLOWED for anything but
 * a GET, and BAD_INPUT.
 */
export async function answerStream(
  kit: Kit,
  c: Context<ApiEnv>,
  of: { readonly request: Request; readonly call: TrpcCall; readonly actor: Actor },
): Promise<Response> {
  const { request, call, actor } = of
  if (call.isBatch) throw new AppError('BAD_INPUT', { message: 'A stream is no part of a batch' })
  // The body of what asks for a head alone is never read.
  if (c.req.raw.method !== 'GET') throw new AppError('METHOD_NOT_ALLOWED')
  const input = inputOf(request, call)
  const opener = { actor, until: await provenUntil(kit, c) }
  await kit.streams.admit(opener)
  return eventStream(kit.streams, opener, input)
}

/** What does not fit fails as it does in tRPC: `toAppError` names its fields. */
function inputOf({ headers }: Request, { query }: TrpcCall): StreamInput {
  try {
    const text = query.get('input')
    const input: unknown = text === null ? undefined : JSON.parse(text)
    return liveContract.liveEventsInput.parse(withLastEvent(input, headers, query))
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', cause })
  }
}

/** A browser that opens a stream again says by a header what it has got, whatever the address says. */
function withLastEvent(input: unknown, headers: Headers, query: URLSearchParams): unknown {
  const lastEventId = headers.get('last-event-id') ?? query.get('lastEventId')
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input)
  return isObject && lastEventId !== null && lastEventId !== '' ? { ...input, lastEventId } : input
}
