import type { IncomingMessage } from 'node:http'

/**
 * A whole request must be here within this time, uploads excepted. tRPC has a shorter limit
 * (`RECEIVE_MS`) and answers; here the connection just ends.
 */
const REQUEST_MS = 20_000
/** An upload may take hours, but not stand still this long. */
const UPLOAD_IDLE_MS = 30_000

/**
 * Node's own `requestTimeout` knows no exception for long uploads, so it is off and this stands in for
 * it: the clock runs only while a body is expected. Headers have their own (`headersTimeout`).
 */
export function limitRequestTime(incoming: IncomingMessage): void {
  const { headers, url = '' } = incoming
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0
  if (!hasBody) return
  if (/^\/(?:ingest|imports)\//.test(url)) {
    limitIdleTime(incoming, UPLOAD_IDLE_MS)
    return
  }
  const timer = setTimeout(() => {
    if (!incoming.complete) incoming.destroy()
  }, REQUEST_MS)
  incoming.once('close', () => clearTimeout(timer))
}

/**
 * Ends a request whose sender is silent for `idleMs` (noticed within twice that) while the server waits
 * for it. The socket's own timeout also counts the time the server works on what it was sent.
 */
export function limitIdleTime(incoming: IncomingMessage, idleMs: number): void {
  const { socket } = incoming
  let waitingAt: number | null = null
  const timer = setInterval(() => {
    if (waitingAt === socket.bytesRead && waits(incoming)) incoming.destroy()
    waitingAt = waits(incoming) ? socket.bytesRead : null
  }, idleMs)
  incoming.once('close', () => clearInterval(timer))
}

/** Whether the next move is the sender's: all that came is handed on, and more is wanted. */
function waits(incoming: IncomingMessage): boolean {
  return !incoming.complete && incoming.readableLength === 0 && !incoming.isPaused()
}
