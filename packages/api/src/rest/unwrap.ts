import { AppError } from '@loadout/core'
import { problemResponse } from '../errors/problem.ts'
import type { TrpcErrorData, TrpcErrorShape } from '../errors/trpc-shape.ts'

/** How tRPC wraps what a procedure answers. */
const BEFORE = new TextEncoder().encode('{"result":{"data":')
const AFTER = new TextEncoder().encode('}}')

/**
 * The answer of a procedure as REST has it: its output alone, or a problem (RFC 9457). The output is cut out of the
 * answer, byte for byte; the entity tag stays, since it is one of another address.
 */
export async function unwrap(response: Response, requestId: string): Promise<Response> {
  if (response.status === 304 || isStream(response)) return response
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (!response.ok) return toProblemResponse(response, bytes, requestId)
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(dataOf(bytes), { status: response.status, headers })
}

/** Its events are the same by every address. */
const isStream = ({ headers }: Response): boolean =>
  headers.get('content-type') === 'text/event-stream'

function dataOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const data = bytes.subarray(BEFORE.length, bytes.length - AFTER.length)
  if (!isWrapped(bytes)) throw new Error('an answer of tRPC is not wrapped as it always was')
  return data
}

function isWrapped(bytes: Uint8Array): boolean {
  return (
    bytes.length > BEFORE.length + AFTER.length &&
    BEFORE.every((byte, index) => bytes[index] === byte) &&
    AFTER.every((byte, index) => bytes[bytes.length - AFTER.length + index] === byte)
  )
}

function toProblemResponse(response: Response, bytes: Uint8Array, requestId: string): Response {
  const { message, data }: TrpcErrorShape = JSON.parse(new TextDecoder().decode(bytes)).error
  const problem = problemResponse(errorOf(message, data), requestId)
  for (const cookie of response.headers.getSetCookie()) problem.headers.append('set-cookie', cookie)
  return problem
}

function errorOf(message: string, { appCode, fields, retryAfterSeconds }: TrpcErrorData): AppError {
  const after = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
  return new AppError(appCode, { message, fields, ...after })
}
