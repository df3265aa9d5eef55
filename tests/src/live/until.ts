import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 5

/** Waits until it is so; rejects, saying for what it waited, when it is not in time. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`in vain for ${withinMs} ms: ${what}`)
    await sleep(POLL_MS)
  }
}
