import { AppError } from '@loadout/core'

/** A whole body must be here within this time, unless it is a stream of matches. */
export const RECEIVE_MS = 15_000

/**
 * The request with its whole body, of at most `maxBytes`, in memory. What does not come is the caller's
 * doing: throws BODY_TOO_LARGE, or BAD_INPUT when the body breaks off or is not here after `RECEIVE_MS`.
 */
export async function receiveBody(request: Request, maxBytes: number): Promise<Request> {
  const { method, headers, signal } = request
  const length = headers.get('content-length')
  if (Number(length) > maxBytes) throw new AppError('BODY_TOO_LARGE')
  const body = await inTime(readBody(request, { isStated: length !== null, maxBytes }))
  if (body === null) return request
  return new Request(request.url, { method, headers, body, signal })
}

async function readBody(
  request: Request,
  { isStated, maxBytes }: { readonly isStated: boolean; readonly maxBytes: number },
): Promise<ArrayBuffer | Uint8Array<ArrayBuffer> | null> {
  // The HTTP parser holds the sender to a stated length: only a chunked body must be counted.
  if (isStated && !request.headers.has('transfer-encoding')) return request.arrayBuffer()
  return request.body === null ? null : readUpTo(request.body, maxBytes)
}

/** The whole stream. Throws BODY_TOO_LARGE at the first byte over the limit and reads no further. */
export async function readUpTo(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of stream) {
    total += chunk.length
    if (total > maxBytes) throw new AppError('BODY_TOO_LARGE')
    chunks.push(chunk)
  }
  const joined = new Uint8Array(total)
  let offset = 0
  for (const chunk of chunks) {
    joined.set(chunk, offset)
    offset += chunk.length
  }
  return joined
}

async function inTime<Body>(body: Promise<Body>): Promise<Body> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new AppError('BAD_INPUT', { message: 'The body did not arrive in time' })),
    RECEIVE_MS,
  )
  try {
    return await Promise.race([body, late])
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('BAD_INPUT', { message: 'The body breaks off', cause: error })
  } finally {
    clearTimeout(timer)
  }
}
