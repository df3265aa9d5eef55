import { AppError } from '@loadout/core'
import { mediaType } from '../http/media-type.ts'
import { requireIdentity } from '../http/require-identity.ts'

/** Procedures in one batch; the clients split at the same number. */
export const MAX_BATCH = 20

/** Characters of a URL. Clients turn to POST at half of it. */
export const MAX_URL_LENGTH = 8_192

/** What a request to `/trpc/*` asks for, read without parsing any input. */
export interface TrpcCall {
  readonly paths: readonly string[]
  readonly isBatch: boolean
  readonly query: URLSearchParams
}

const PREFIX = '/trpc/'

/**
 * Refuses what tRPC would parse first and refuse later: BATCH_TOO_LARGE, URL_TOO_LONG,
 * METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE, or BAD_INPUT for a path that is not percent-encoding.
 */
export function readCall(request: Request): TrpcCall {
  const url = request.url
  const queryAt = url.indexOf('?')
  const rawPath = url.slice(
    url.indexOf(PREFIX) + PREFIX.length,
    queryAt === -1 ? undefined : queryAt,
  )
  // Splits no further than it has to: thousands of names cost what 21 cost.
  const calls = rawPath.split(/,|%2c/i, MAX_BATCH + 1).length
  if (calls > MAX_BATCH) throw new AppError('BATCH_TOO_LARGE')
  if (url.length > MAX_URL_LENGTH) throw new AppError('URL_TOO_LONG')
  checkMethod(request)
  const path = decode(rawPath)
  const query = new URLSearchParams(queryAt === -1 ? '' : url.slice(queryAt))
  const isBatch = query.get('batch') === '1'
  return { paths: isBatch ? path.split(',') : [path], isBatch, query }
}

/** Whether tRPC would answer in pieces; it takes either header for that. */
export function asksForStream(headers: Headers): boolean {
  return headers.has('trpc-accept') || (headers.get('accept')?.includes('jsonl') ?? false)
}

function checkMethod(request: Request): void {
  if (request.method === 'GET') return
  if (request.method !== 'POST') throw new AppError('METHOD_NOT_ALLOWED')
  requireIdentity(request.headers)
  const type = mediaType(request.headers)
  if (type !== 'application/json') throw new AppError('UNSUPPORTED_MEDIA_TYPE')
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (cause) {
    throw new AppError('BAD_INPUT', { message: 'The path is not valid percent-encoding', cause })
  }
}
