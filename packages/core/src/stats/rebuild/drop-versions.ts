import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { lockRollupVersions } from '../rollup-queries.ts'
import { ROLLUPS } from '../rollups.ts'
import {
  abandonedVersions,
  deleteRows,
  dueVersions,
  forgetVersion,
  lockVersions,
  retireVersion,
} from './version-queries.ts'

/** Rows per delete: each is its own short transaction. */
const BATCH = 10_000

/** Takes versions whose build was cancelled out of use: no match becomes pending for them any more. */
export async function retireAbandoned(ctx: Ctx): Promise<void> {
  for (const version of await abandonedVersions(ctx.db)) {
    await transact(ctx.db, async (tx) => {
      await lockRollupVersions(tx, 'exclusive')
      await lockVersions(tx, [version])
      // Somebody else may have been faster while this waited.
      if (!(await abandonedVersions(tx)).includes(version)) return
      await retireVersion(tx, { version, dropAfter: ctx.clock.now() })
    })
  }
}

/** Deletes the rows of retired versions that nobody reads any more, until the time is over; returns how many. */
export async function dropVersions(ctx: Ctx, deadline: number): Promise<number> {
  let deleted = 0
  for (const version of await dueVersions(ctx.db, ctx.clock.now())) {
    for (const rollup of ROLLUPS) {
      for (let batch = BATCH; batch === BATCH; deleted += batch) {
        ctx.signal?.throwIfAborted()
        if (performance.now() > deadline) return deleted
        batch = await deleteRows(ctx.db, rollup, { version, limit: BATCH })
      }
    }
    await forgetVersion(ctx.db, version)
  }
  return deleted
}
