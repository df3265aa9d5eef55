import { AppError } from '@loadout/core'

/** Bytes of one answer, all calls of a batch together. */
export const MAX_RESPONSE_BYTES = 1_048_576

/** The same answer, if it is within the limit. Throws RESPONSE_TOO_LARGE. */
export async function limitResponse(response: Response): Promise<Response> {
  const body = await response.text()
  // A UTF-16 unit is at most three bytes of UTF-8: short answers need no count.
  if (body.length * 3 > MAX_RESPONSE_BYTES && Buffer.byteLength(body) > MAX_RESPONSE_BYTES) {
    throw new AppError('RESPONSE_TOO_LARGE')
  }
  return new Response(body, { status: response.status, headers: response.headers })
}

/** A streamed answer cannot be taken back: it breaks off at the limit. */
export function limitStream(response: Response): Response {
  let total = 0
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      total += chunk.length
      if (total > MAX_RESPONSE_BYTES) controller.error(new AppError('RESPONSE_TOO_LARGE'))
      else controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(limit) ?? null, {
    status: response.status,
    headers: response.headers,
  })
}
