import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import type { JobInput, JobResult } from '../../jobs/catalogue.ts'
import { expiredReservations } from './queries.ts'
import { settle } from './settle.ts'

/** Reservations per transaction, so that no stock item is locked for long. */
const BATCH = 200

/** Gives back what was reserved and not taken in time. May run twice at once: each ends a reservation once. */
export async function releaseExpired(
  ctx: Ctx,
  _input: JobInput<'catalog.releaseExpired'>,
): Promise<JobResult<'catalog.releaseExpired'>> {
  const now = ctx.clock.now()
  let released = 0
  for (let found = BATCH; found === BATCH; ) {
    ctx.signal?.throwIfAborted()
    const ids = await expiredReservations(ctx.db, { now, limit: BATCH })
    found = ids.length
    if (found === 0) break
    const { ended } = await transact(ctx.db, (tx) =>
      settle(tx, ids, { state: 'released', validAt: null }),
    )
    released += ended
  }
  return { released }
}
