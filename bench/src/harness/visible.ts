import { setTimeout as sleep } from 'node:timers/promises'
import { pendingRollups } from '@loadout/core/stats'
import type { Stack } from './stack.ts'

/** Waits until every stored match is in the roll-ups. Throws after `withinMs`. */
export async function untilRolledUp(
  stack: Stack,
  options: { readonly signal: AbortSignal; readonly withinMs?: number },
): Promise<void> {
  const deadline = performance.now() + (options.withinMs ?? 60_000)
  for (;;) {
    options.signal.throwIfAborted()
    const left = await pendingRollups(stack.infra.db)
    if (left === 0) return
    if (performance.now() > deadline) throw new Error(`${left} matches are still not rolled up`)
    await sleep(10)
  }
}
