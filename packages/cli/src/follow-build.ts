import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '@loadout/core'
import { type rebuildContract, rebuildStatus } from '@loadout/core/stats'
import { CliError } from './cli-error.ts'
import { EXIT } from './exit-codes.ts'
import { percent } from './format.ts'
import { stopSignal } from './stop-signal.ts'
import { tell } from './terminal.ts'

type Build = rebuildContract.Build

const POLL_MS = 250

/** Without a shard for so long a line says what may be missing, milliseconds. */
const QUIET_MS = 10_000

/**
 * Tells how a rebuild or audit goes until it has ended, and returns the status then. Ctrl-C ends the telling,
 * not the work.
 */
export async function followBuild(ctx: Ctx, { id }: Build): Promise<rebuildContract.RebuildStatus> {
  const stop = stopSignal(() => {})
  const seen = { done: -1, at: performance.now() }
  try {
    while (!stop.signal.aborted) {
      const status = await rebuildStatus(ctx)
      // A later one can only have begun after the end of this one.
      if (status.build?.id !== id || status.build.state !== 'running') return status
      tellProgress(status.build, seen)
      await sleep(POLL_MS, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  } finally {
    stop.release()
  }
  throw new CliError('No longer watching; the worker goes on', {
    exitCode: EXIT.interrupted,
    hint: '`rebuild status` shows how far it is, `rebuild cancel` ends it.',
  })
}

function tellProgress({ shards }: Build, seen: { done: number; at: number }): void {
  const now = performance.now()
  if (shards.done !== seen.done) {
    tell(progressOf(shards))
    Object.assign(seen, { done: shards.done, at: now })
  } else if (now - seen.at > QUIET_MS) {
    tell('nothing happens: does a worker run?')
    seen.at = now
  }
}

/** `37.5 % (21 of 56 shards)`. */
export function progressOf({ done, total }: Build['shards']): string {
  return `${percent(total === 0 ? 1 : done / total)} (${done} of ${total} shards)`
}
