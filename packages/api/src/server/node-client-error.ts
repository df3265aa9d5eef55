import type { Socket } from 'node:net'
import { AppError, type ErrorCode } from '@loadout/core'
import { toProblem } from '../errors/problem.ts'
import { toTrpcShape } from '../errors/trpc-shape.ts'

/** What the HTTP parser refuses before there is a request. */
const REFUSALS: Readonly<Record<string, { readonly line: string; readonly code: ErrorCode }>> = {
  HPE_HEADER_OVERFLOW: { line: '431 Request Header Fields Too Large', code: 'URL_TOO_LONG' },
  ERR_HTTP_REQUEST_TIMEOUT: { line: '408 Request Timeout', code: 'TIMEOUT' },
}
const MALFORMED = { line: '400 Bad Request', code: 'BAD_INPUT' } as const

/**
 * Answers a request that is not HTTP, too large or too slow. Nobody knows whether it was meant for
 * tRPC, so the problem has an `error` member in tRPC's shape too.
 */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const { line, code } = REFUSALS[error.code ?? ''] ?? MALFORMED
  const requestId = crypto.randomUUID()
  const appError = new AppError(code)
  const status = Number.parseInt(line, 10)
  const body = JSON.stringify({
    ...toProblem(appError, requestId),
    status,
    error: toTrpcShape(appError, { requestId }),
  })
  const head = [
    `HTTP/1.1 ${line}`,
    'Connection: close',
    'Cache-Control: no-store',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
