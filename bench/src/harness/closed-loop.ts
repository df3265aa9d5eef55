export interface ClosedLoopOptions {
  /** Requests that are under way at any moment. */
  readonly connections: number
  readonly seconds: number
  readonly signal: AbortSignal
  /** Does the request with this number; a rejection is counted as an error. */
  readonly send: (index: number) => Promise<void>
}

export interface ClosedLoopResult {
  /** Answered as they should be. */
  readonly perSecond: number
  readonly requests: number
  readonly errors: number
  /** What the first failed request was rejected with. */
  readonly firstError?: unknown
}

/** As much as a server can do: each connection sends the next request as soon as it has its answer. */
export async function closedLoop(options: ClosedLoopOptions): Promise<ClosedLoopResult> {
  const started = performance.now()
  const until = started + options.seconds * 1_000
  let sent = 0
  let errors = 0
  let firstError: unknown
  async function sendOn(): Promise<void> {
    while (performance.now() < until) {
      options.signal.throwIfAborted()
      const index = sent
      sent += 1
      try {
        await options.send(index)
      } catch (error) {
        firstError ??= error
        errors += 1
      }
    }
  }
  await Promise.all(Array.from({ length: options.connections }, sendOn))
  const seconds = (performance.now() - started) / 1_000
  return { perSecond: (sent - errors) / seconds, requests: sent, errors, firstError }
}
