import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from './child.ts'
import { peakMemoryMb } from './process-usage.ts'

/** The largest resident set a process had until its end, MB: looked at often, because it ends with it. */
export async function peakUntilExit(child: Child): Promise<number> {
  let peak = 0
  let ended = false
  void child.exited.then(() => {
    ended = true
  })
  while (!ended) {
    peak = Math.max(peak, peakMemoryMb(child.pid))
    await sleep(50)
  }
  return peak
}
