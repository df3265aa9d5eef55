import { setTimeout as sleep } from 'node:timers/promises'

export interface OpenLoopOptions {
  readonly perSecond: number
  readonly seconds: number
  readonly signal: AbortSignal
  /** Does the request with this number; a rejection is counted as an error. */
  readonly send: (index: number) => Promise<void>
}

export interface OpenLoopResult {
  /** Milliseconds from the moment a request was due to the end of its answer; errors are left out. */
  readonly latencies: readonly number[]
  readonly errors: number
  /** What the first failed request was rejected with. */
  readonly firstError?: unknown
}

/**
 * Sends at a fixed rate whatever the answers do, and counts the wait of a request from when it was due: a
 * server that stalls is charged with everything that would have come meanwhile (no coordinated omission).
 */
export async function openLoop(options: OpenLoopOptions): Promise<OpenLoopResult> {
  const total = Math.round(options.perSecond * options.seconds)
  const latencies: number[] = []
  const pending: Promise<void>[] = []
  let errors = 0
  let firstError: unknown
  const started = performance.now()

  async function request(index: number, due: number): Promise<void> {
    try {
      await options.send(index)
      latencies.push(performance.now() - due)
    } catch (error) {
      firstError ??= error
      errors += 1
    }
  }

  for (let index = 0; index < total; ) {
    options.signal.throwIfAborted()
    const due = started + (index * 1_000) / options.perSecond
    if (performance.now() < due) {
      await sleep(1)
      continue
    }
    pending.push(request(index, due))
    index += 1
  }
  await Promise.all(pending)
  return { latencies, errors, firstError }
}
