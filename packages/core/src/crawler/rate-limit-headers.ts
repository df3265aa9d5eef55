import type { LearntLimits, LimitScope, RateWindow } from '../ports/crawl-limiter.ts'

type Header = (name: string) => string | null

/** Anything beyond is no limit anybody set on purpose. */
const MAX_WINDOWS = 8
const MAX_LIMIT = 10_000_000
const MAX_PERIOD_S = 86_400
/** The longest an upstream may silence a scope by one answer, seconds. */
const MAX_RETRY_AFTER_S = 3_600

const LIMIT_HEADERS = {
  application: 'x-app-rate-limit',
  method: 'x-method-rate-limit',
} as const satisfies Record<LimitScope, string>

/** The limits that an answer declares, per scope. */
export function readLimits(header: Header): LearntLimits {
  return {
    application: parseLimits(header(LIMIT_HEADERS.application)),
    method: parseLimits(header(LIMIT_HEADERS.method)),
  }
}

/** `20:1,100:120`: 20 calls a second and 100 in two minutes. Null unless every window makes sense. */
export function parseLimits(text: string | null): readonly RateWindow[] | null {
  if (text === null || text.length > 200) return null
  const windows = text.split(',').map(parseWindow)
  if (windows.length > MAX_WINDOWS) return null
  return windows.every((window) => window !== null) ? windows : null
}

function parseWindow(text: string): RateWindow | null {
  const [, limitText = '', periodText = ''] = /^\s*(\d+):(\d+(?:\.\d+)?)\s*$/.exec(text) ?? []
  const [limit, seconds] = [Number(limitText), Number(periodText)]
  const isSane = limit >= 1 && limit <= MAX_LIMIT && seconds > 0 && seconds <= MAX_PERIOD_S
  return isSane ? { limit, periodMs: Math.ceil(seconds * 1_000) } : null
}

/** Who set a 429: a limit of the application or of the method, or the service itself (or nobody says). */
export function readLimitType(header: Header): LimitScope | 'service' {
  const type = header('x-rate-limit-type')?.trim().toLowerCase()
  return type === 'application' || type === 'method' ? type : 'service'
}

/** `Retry-After` in milliseconds, at most an hour; null when it is missing, zero or no number of seconds. */
export function readRetryAfter(header: Header): number | null {
  const text = header('retry-after')?.trim() ?? ''
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text)) return null
  return Math.min(Number(text), MAX_RETRY_AFTER_S) * 1_000 || null
}
