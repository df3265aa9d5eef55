/** SQLSTATEs of a server that stops, crashed or starts, and errors of sockets. */
const CODES = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])
/** What `pg` says without a code. */
const MESSAGES = /connection (terminated|error|ended)|not queryable|timeout (expired|exceeded)/i

/** Whether the database could not be reached: then, and only then, a client may simply try again. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isConnectionLoss)
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && CODES.has(error.code)) return true
  return MESSAGES.test(error.message) || isConnectionLoss(error.cause)
}
