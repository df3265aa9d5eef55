import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@loadout/core/db'
import type { Kysely } from 'kysely'

const SAMPLE_MS = 50

/** When the roll-up made progress, as the worker's clock (the same machine's) says. */
export interface ProgressWatch {
  /** Unix milliseconds, ascending: distinct times at which a roll-up transaction was about to commit. */
  readonly times: readonly number[]
  close(): Promise<void>
}

export function watchProgress(db: Kysely<Database>): ProgressWatch {
  const times: number[] = []
  let closed = false

  async function sample(): Promise<void> {
    const state = await db.selectFrom('stats_state').select('updated_at').executeTakeFirst()
    const time = state?.updated_at?.getTime()
    if (time !== undefined && time !== times.at(-1)) times.push(time)
  }

  async function loop(): Promise<void> {
    while (!closed) {
      // The database may be away: that is part of what is measured.
      await sample().catch(() => undefined)
      await sleep(SAMPLE_MS)
    }
  }

  const running = loop()
  return {
    times,
    async close() {
      closed = true
      await running
    },
  }
}
