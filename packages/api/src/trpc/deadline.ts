import { AppError } from '@loadout/core'

/** The time one request has, all calls of a batch together. */
export interface Deadline {
  /** Aborted when the time is up or the caller is gone. */
  readonly signal: AbortSignal
  /** Rejects with TIMEOUT at that moment; never resolves. */
  readonly expired: Promise<never>
  /** The request is answered: nothing will expire any more. */
  clear(): void
}

export function startDeadline(budgetMs: number, caller: AbortSignal): Deadline {
  const controller = new AbortController()
  const { promise: expired, reject } = Promise.withResolvers<never>()
  // Nobody may be waiting: that is not an unhandled rejection.
  expired.catch(() => {})
  const end = () => {
    const error = new AppError('TIMEOUT')
    controller.abort(error)
    reject(error)
  }
  const timer = setTimeout(end, budgetMs)
  if (caller.aborted) end()
  else caller.addEventListener('abort', end, { once: true })
  return {
    signal: controller.signal,
    expired,
    clear() {
      clearTimeout(timer)
      caller.removeEventListener('abort', end)
    },
  }
}
