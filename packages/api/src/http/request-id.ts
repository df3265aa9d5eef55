/** Ids of callers are taken over when they cannot break a log line or a header. */
const CALLER_ID = /^[\w.-]{8,64}$/

/** The caller's `x-request-id` if it is usable, else a new one. */
export function requestIdOf(header: string | undefined | null): string {
  return header && CALLER_ID.test(header) ? header : crypto.randomUUID()
}
