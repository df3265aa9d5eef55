import type { Outcome } from './call.ts'
import { type ErrorCode, type FieldError, LoadoutError } from './errors.ts'
import { SERVER_ERROR_CODES, type ServerErrorCode } from './generated/api.ts'

/** The answer to a request of `count` calls: one outcome for each, in their order. Never throws. */
export function decodeResponse(
  response: Response,
  text: string,
  count: number,
): readonly Outcome[] {
  const envelope = envelopeOf(response)
  const body = parseJson(text)
  if (Array.isArray(body) && body.length === count) {
    return body.map((item: unknown) => decodeItem(item, envelope))
  }
  const whole = isRecord(body) && (count === 1 || isRecord(body.error))
  const outcome = whole ? decodeItem(body, envelope) : notOurs(envelope)
  return Array.from({ length: count }, () => outcome)
}

/** What the HTTP answer says beside its body. */
interface Envelope {
  readonly status: number
  readonly contentType: string
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined
}

function envelopeOf(response: Response): Envelope {
  return {
    status: response.status,
    contentType: response.headers.get('content-type')?.split(';')[0] ?? 'no content type',
    requestId: response.headers.get('x-request-id') ?? undefined,
    retryAfterSeconds: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
  }
}

/** RFC 9110 Retry-After, seconds or an HTTP date, as seconds from `now` (ms since 1970). */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined
  if (/^\d+$/.test(value)) return Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000)
}

function decodeItem(item: unknown, envelope: Envelope): Outcome {
  if (isRecord(item) && isRecord(item.result)) return { ok: true, data: item.result.data }
  if (isRecord(item) && isRecord(item.error)) return decodeError(item.error, envelope)
  return notOurs(envelope)
}

function decodeError(error: Record<string, unknown>, envelope: Envelope): Outcome {
  const data = isRecord(error.data) ? error.data : {}
  const status = typeof data.httpStatus === 'number' ? data.httpStatus : envelope.status
  const code = SERVER_ERROR_CODES.find((known) => known === data.appCode) ?? codeOfStatus(status)
  const message = typeof error.message === 'string' ? error.message : code
  const { retryable, requestId, retryAfterSeconds } = data
  return failure(code, message, {
    status,
    retryable: typeof retryable === 'boolean' ? retryable : mayPass(status),
    fields: Array.isArray(data.fields) ? data.fields.filter(isFieldError) : [],
    requestId: typeof requestId === 'string' ? requestId : envelope.requestId,
    retryAfterSeconds:
      typeof retryAfterSeconds === 'number' ? retryAfterSeconds : envelope.retryAfterSeconds,
  })
}

/** A proxy's error page, a captive portal, a cut-off body, another server. */
function notOurs(envelope: Envelope): Outcome {
  const { status, contentType, requestId, retryAfterSeconds } = envelope
  const code = codeOfStatus(status)
  const message = `The answer is not a Loadout server's: ${status}, ${contentType}`
  // JSON that does not parse under a success status was most likely cut off on its way.
  const cutOff = code === 'BAD_RESPONSE' && contentType === 'application/json'
  return failure(code, message, {
    status,
    retryable: cutOff || mayPass(status),
    requestId,
    retryAfterSeconds,
  })
}

function failure(...args: ConstructorParameters<typeof LoadoutError>): Outcome {
  return { ok: false, error: new LoadoutError(...args) }
}

/** For answers without a code this version knows: from a proxy, or from a newer server. */
const STATUS_CODES: Readonly<Record<number, ServerErrorCode>> = {
  400: 'BAD_INPUT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'BODY_TOO_LARGE',
  414: 'URL_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  431: 'URL_TOO_LONG',
  500: 'INTERNAL',
  504: 'TIMEOUT',
}

function codeOfStatus(status: number): ErrorCode {
  return STATUS_CODES[status] ?? (status > 500 ? 'UNAVAILABLE' : 'BAD_RESPONSE')
}

function mayPass(status: number): boolean {
  return status === 429 || status >= 500
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.pointer === 'string' && typeof value.message === 'string'
}
