import type { Call, Outcome } from './call.ts'
import { decodeResponse } from './decode.ts'
import { encodeRequest } from './encode.ts'
import { LoadoutError } from './errors.ts'
import type { Settings } from './settings.ts'

/** Sends the calls as one request; one outcome for each, in their order. Never throws. */
export async function sendCalls(
  settings: Settings,
  calls: readonly Call[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const request = encodeRequest(settings.endpoint, calls, settings.batch.maxUrlLength)
  try {
    const response = await settings.fetch(request.url, {
      method: request.method,
      headers: await requestHeaders(settings, calls, request.method),
      signal,
      ...(settings.credentials === undefined ? {} : { credentials: settings.credentials }),
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    return decodeResponse(response, await response.text(), calls.length)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'unknown'
    const error = new LoadoutError('NETWORK', `No answer from ${settings.endpoint}: ${detail}`, {
      retryable: true,
      cause,
    })
    return calls.map(() => ({ ok: false, error }))
  }
}

async function requestHeaders(
  settings: Settings,
  calls: readonly Call[],
  method: 'GET' | 'POST',
): Promise<Record<string, string>> {
  const key = calls[0]?.idempotencyKey
  return {
    // On a GET it would cost a cross-origin caller a preflight.
    ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(await settings.headers()),
  }
}
