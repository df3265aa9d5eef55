import type { IncomingMessage } from 'node:http'

/** A whole request must be here within this time, an upload of matches excepted. */
const REQUEST_MS = 15_000
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
  if (url.startsWith('/ingest/')) {
    incoming.setTimeout(UPLOAD_IDLE_MS, () => incoming.destroy())
    return
  }
  const timer = setTimeout(() => incoming.destroy(), REQUEST_MS)
  incoming.once('close', () => clearTimeout(timer))
}
