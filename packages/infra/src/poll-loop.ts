import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '@loadout/core'
import { jitter } from './jitter.ts'

/** Longest pause between attempts while a server is away, milliseconds. */
const MAX_BACKOFF_MS = 5_000

export interface PollLoop {
  /** Look now instead of at the next poll: something was just committed. */
  poke(): void
  /** Finishes the step in hand, then stops. May be called again. */
  close(): Promise<void>
}

/** Takes one step after the other until closed: at once while there is more, else `pollMs` apart. */
export function startPollLoop(options: {
  /** Returns whether there is more. When it fails, it is tried again after longer and longer pauses. */
  readonly step: () => Promise<boolean>
  readonly pollMs: number
  readonly log: Log
  /** What to say of the first failure in a row. */
  readonly failing: string
}): PollLoop {
  const { step, pollMs, log, failing } = options
  const stop = new AbortController()
  let wake = new AbortController()
  let failures = 0

  async function pause(milliseconds: number): Promise<void> {
    const signal = AbortSignal.any([stop.signal, wake.signal])
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
    if (wake.signal.aborted) wake = new AbortController()
  }

  /** One step; returns how long to wait for the next. */
  async function next(): Promise<number> {
    try {
      const more = await step()
      failures = 0
      return more ? 0 : pollMs
    } catch (error) {
      failures += 1
      if (failures === 1) log.warn(failing, { error })
      return backoff(failures, pollMs)
    }
  }

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      const wait = await next()
      if (wait > 0) await pause(wait)
    }
  }

  const running = loop()
  return {
    poke: () => wake.abort(),
    async close() {
      stop.abort()
      await running
    },
  }
}

function backoff(failures: number, pollMs: number): number {
  return jitter(Math.min(pollMs * 2 ** failures, MAX_BACKOFF_MS), 0.5)
}
