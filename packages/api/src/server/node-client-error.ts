import type { Socket } from 'node:net'
import { AppError } from '@loadout/core'
import { toProblem } from '../errors/problem.ts'
import { toTrpcShape } from '../errors/trpc-shape.ts'

/** What the HTTP parser refuses before there is a request; it does not tell a long URL from long headers. */
const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'The URL and the headers are larger than 16 KB: send the call by POST',
  ERR_HTTP_REQUEST_TIMEOUT: 'The headers did not arrive in time',
}

/**
 * Answers 400 to a request that is not HTTP, too large or too slow. Nobody knows whether it was meant for
 * tRPC, so the problem has an `error` member in tRPC's shape too.
 */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const requestId = crypto.randomUUID()
  const message = REFUSALS[error.code ?? ''] ?? 'The request is not valid HTTP'
  const appError = new AppError('BAD_INPUT', { message })
  const body = JSON.stringify({
    ...toProblem(appError, requestId),
    error: toTrpcShape(appError, { requestId }),
  })
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Connection: close',
    'Cache-Control: no-store',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
