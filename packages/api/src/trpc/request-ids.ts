/**
 * Ids of requests that failed before they had a context: tRPC calls `onError`, which knows the request,
 * right before the formatter, which only knows the error.
 */
const ids = new WeakMap<Error, string>()

export function rememberRequestId(error: Error, requestId: string): void {
  ids.set(error, requestId)
}

export function recallRequestId(error: Error): string {
  return ids.get(error) ?? 'unknown'
}
