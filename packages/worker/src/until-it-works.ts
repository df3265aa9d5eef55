import { setTimeout as sleep } from 'node:timers/promises'
import type { Services } from '@loadout/core'

/** Between attempts, milliseconds. */
const PAUSE_MS = 500

/**
 * Repeats bookkeeping that the database could not take until it can, or until the process must stop;
 * then it throws what went wrong last. `what` is for the log.
 */
export async function untilItWorks<Value>(
  deps: { readonly services: Pick<Services, 'log'>; readonly stop: AbortSignal },
  what: string,
  work: () => Promise<Value>,
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 1) deps.services.log.warn(`cannot ${what} yet`, { error })
      await sleep(PAUSE_MS, undefined, { signal: deps.stop }).catch(() => undefined)
      if (deps.stop.aborted) throw error
    }
  }
}
