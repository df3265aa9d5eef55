import { aborted, LoadoutError } from './errors.ts'
import type { Flight } from './flights.ts'
import type { CallOptions } from './procedure.ts'

// The longest delay setTimeout keeps; anything above it would fire at once.
export const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The flight's data for one caller, who may leave earlier by timeout or abort. */
export function waitFor(
  flight: Flight,
  { signal, timeoutMs = Number.POSITIVE_INFINITY }: CallOptions,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer =
      timeoutMs <= LONGEST_TIMER_MS
        ? setTimeout(() => leave(timedOut(timeoutMs)), timeoutMs)
        : undefined
    const onAbort = (): void => leave(aborted(signal))
    signal?.addEventListener('abort', onAbort)

    function stopListening(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
    function leave(error: LoadoutError): void {
      stopListening()
      reject(error)
      flight.leave()
    }
    void flight.outcome.then((outcome) => {
      stopListening()
      if (outcome.ok) resolve(outcome.data)
      else reject(outcome.error)
    })
  })
}

function timedOut(timeoutMs: number): LoadoutError {
  return new LoadoutError('CLIENT_TIMEOUT', `No answer within ${timeoutMs} ms`, { retryable: true })
}
