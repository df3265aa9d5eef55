import { AppError } from '@loadout/core'

/**
 * A request whose body is at most `maxBytes`. With a Content-Length the HTTP parser already holds the
 * sender to it, so the body stays unread; without one (chunked) it is read here, up to the limit.
 * Throws BODY_TOO_LARGE.
 */
export async function limitBody(request: Request, maxBytes: number): Promise<Request> {
  if (request.method === 'GET' || request.method === 'HEAD') return request
  const { headers } = request
  const length = headers.get('content-length')
  if (length !== null && !headers.has('transfer-encoding')) {
    if (Number(length) > maxBytes) throw new AppError('BODY_TOO_LARGE')
    return request
  }
  if (request.body === null) return request
  const body = await readUpTo(request.body, maxBytes)
  return new Request(request.url, {
    method: request.method,
    headers,
    body,
    signal: request.signal,
  })
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
