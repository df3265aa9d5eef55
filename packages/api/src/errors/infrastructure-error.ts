import { AppError, type ErrorCode } from '@loadout/core'

/** A cause chain longer than this is a loop or an attack on the log, not an explanation. */
const MAX_CAUSES = 5

/** SQLSTATEs that are not bugs: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SQL_STATES: Readonly<Record<string, ErrorCode>> = {
  '53300': 'UNAVAILABLE', // too_many_connections
  '57014': 'TIMEOUT', // query_canceled: statement_timeout
  '57P01': 'UNAVAILABLE', // admin_shutdown
  '57P02': 'UNAVAILABLE', // crash_shutdown
  '57P03': 'UNAVAILABLE', // cannot_connect_now
  '25P03': 'TIMEOUT', // idle_in_transaction_session_timeout
  '55P03': 'UNAVAILABLE', // lock_not_available
  '40001': 'UNAVAILABLE', // serialization_failure, after the retries
  '40P01': 'UNAVAILABLE', // deadlock_detected, after the retries
}

/** SQLSTATE classes: data exceptions are the caller's, connection and resource trouble is ours. */
const SQL_STATE_CLASSES: Readonly<Record<string, ErrorCode>> = {
  '08': 'UNAVAILABLE',
  '22': 'BAD_INPUT',
  '53': 'UNAVAILABLE',
}

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
])

/** Drivers say these only in words. */
const MESSAGES: readonly (readonly [pattern: RegExp, code: ErrorCode])[] = [
  [/^Query read timeout/, 'TIMEOUT'], // pg query_timeout
  [/^timeout exceeded when trying to connect/, 'UNAVAILABLE'], // pg-pool
  [/^Connection terminated/, 'UNAVAILABLE'], // pg
  [/^Client (has encountered a connection error|was closed) and is not queryable/, 'UNAVAILABLE'], // pg
  [/^Cannot use a pool after calling end/, 'UNAVAILABLE'], // pg-pool, while this process stops
  [/^driver has already been destroyed/, 'UNAVAILABLE'], // kysely, likewise
  [/^Connection ended unexpectedly/, 'UNAVAILABLE'], // pg
  [/^Command timed out/, 'UNAVAILABLE'], // ioredis commandTimeout
  [/^Stream isn't writeable and enableOfflineQueue/, 'UNAVAILABLE'], // ioredis
  [/^Connection is closed/, 'UNAVAILABLE'], // ioredis
]

/** SQLSTATEs of text that PostgreSQL cannot hold: character_not_in_repertoire, untranslatable_character. */
const TEXT_STATES = new Set(['22021', '22P05'])

/** What PostgreSQL, Redis, the network or a spent deadline mean for the caller; null for a bug. */
export function infrastructureError(error: unknown): AppError | null {
  let current = error
  for (let depth = 0; depth < MAX_CAUSES && current instanceof Error; depth += 1) {
    const code = ownCode(current)
    if (code !== null) return new AppError(code, { ...explanation(current), cause: error })
    current = current.cause
  }
  return null
}

/** The server's own words may quote data and SQL: where ours would say too little, others are here. */
function explanation(error: Error): { readonly message?: string } {
  if (!('code' in error) || !TEXT_STATES.has(String(error.code))) return {}
  return { message: 'A text holds a character that cannot be stored, such as NUL (\\u0000)' }
}

function ownCode(error: Error): ErrorCode | null {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'TIMEOUT'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (NETWORK_CODES.has(code)) return 'UNAVAILABLE'
  if ('severity' in error && code.length === 5) {
    return SQL_STATES[code] ?? SQL_STATE_CLASSES[code.slice(0, 2)] ?? null
  }
  return MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1] ?? null
}
