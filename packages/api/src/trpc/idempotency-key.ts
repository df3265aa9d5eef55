import { AppError } from '@loadout/core'
import type { TrpcCall } from './read-call.ts'

export const IDEMPOTENCY_KEY = 'idempotency-key'

/** 1 to 255 visible ASCII characters: a UUID, say. */
const KEY = /^[\x21-\x7e]{1,255}$/

/**
 * The Idempotency-Key of a request that writes, or null. It names one call, since those of a batch succeed and
 * fail each by itself. Throws BAD_INPUT.
 */
export function readIdempotencyKey(request: Request, { paths }: TrpcCall): string | null {
  const key = request.headers.get(IDEMPOTENCY_KEY)
  if (key === null || request.method === 'GET') return null
  if (!KEY.test(key)) throw badKey('must be 1 to 255 visible ASCII characters')
  if (paths.length > 1) throw badKey('names one call: send this one by itself')
  return key
}

export function badKey(message: string): AppError {
  return new AppError('BAD_INPUT', {
    message: `Idempotency-Key ${message}`,
    fields: [{ pointer: '/headers/idempotency-key', message }],
  })
}
