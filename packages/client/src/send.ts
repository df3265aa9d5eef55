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
  try {
    const response = await request(settings, calls, signal)
    return decodeResponse(response, await response.text(), calls.length)
  } catch (cause) {
    const error = noAnswer(settings, cause)
    return calls.map(() => ({ ok: false, error }))
  }
}

/** The answer to the calls as one request. Rejects as `fetch` does. */
export async function request(
  settings: Settings,
  calls: readonly Call[],
  signal: AbortSignal,
): Promise<Response> {
  const { url, method, body } = encodeRequest(settings.endpoint, calls, settings.batch.maxUrlLength)
  return await settings.fetch(url, {
    method,
    headers: await requestHeaders(settings, calls, method),
    signal,
    ...(settings.credentials === undefined ? {} : { credentials: settings.credentials }),
    ...(body === undefined ? {} : { body }),
  })
}

export function noAnswer({ endpoint }: Settings, cause: unknown): LoadoutError {
  const detail = cause instanceof Error ? cause.message : 'unknown'
  return new LoadoutError('NETWORK', `No answer from ${endpoint}: ${detail}`, {
    retryable: true,
    cause,
  })
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
