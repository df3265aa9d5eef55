import { AppError } from '@loadout/core'
import { MAX_RESPONSE_BYTES } from '../trpc/limit-response.ts'

/** May be kept, and must be asked for again each time: what people write is seen at once. */
const REVALIDATED = { 'cache-control': 'no-cache' }

/** JSON text as it is. Throws RESPONSE_TOO_LARGE. */
export function jsonResponse(
  json: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  // A UTF-16 unit is at most three bytes of UTF-8: short answers need no count.
  if (json.length * 3 > MAX_RESPONSE_BYTES && Buffer.byteLength(json) > MAX_RESPONSE_BYTES) {
    throw new AppError('RESPONSE_TOO_LARGE')
  }
  return new Response(json, {
    headers: { ...REVALIDATED, ...headers, 'content-type': 'application/json; charset=utf-8' },
  })
}

export function notModified(etag: string): Response {
  return new Response(null, { status: 304, headers: { ...REVALIDATED, etag } })
}
