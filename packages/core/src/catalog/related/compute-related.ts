import type { Kysely } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { transact } from '../../db/transaction.ts'
import type { JobInput, JobResult } from '../../jobs/catalogue.ts'
import { enqueue } from '../../outbox/index.ts'
import { moveVersions } from '../summary-queries.ts'
import { dropPrepared, prepareRelated } from './prepare-queries.ts'
import { nextSlice, rankSlice, replaceSlice } from './slice-queries.ts'

/** Products per transaction. */
const SLICE = 500

/** What one run may take, milliseconds: then it asks for the next one, behind the other jobs of its queue. */
const RUN_MS = 600_000

export interface ComputeOptions {
  readonly runMs?: number
}

/**
 * Computes which products go with each one, from what they are labelled with and from what the same visitors
 * looked at, wished for or put into their carts. The catalogue is summed up once a run, then it goes slice by
 * slice: however large it is, memory is that of one slice. Runs at once do the same work with the same result.
 */
export async function computeRelated(
  ctx: Ctx,
  { after }: JobInput<'catalog.related'>,
  { runMs = RUN_MS }: ComputeOptions = {},
): Promise<JobResult<'catalog.related'>> {
  const deadline = performance.now() + runMs
  // Temporary tables belong to a connection.
  const done = await ctx.db.connection().execute(async (connection) => {
    try {
      await prepareRelated(connection)
      return await computeSlices({ ...ctx, connection }, after, deadline)
    } finally {
      await dropPrepared(connection)
    }
  })
  if (done.next !== null) await enqueue(ctx.db, 'catalog.related', { after: done.next })
  return done
}

/** One slice after the other, at least one of them, while there is time. */
async function computeSlices(
  { connection, signal }: Pick<Ctx, 'signal'> & { readonly connection: Kysely<Database> },
  after: number,
  deadline: number,
): Promise<JobResult<'catalog.related'>> {
  const total = { products: 0, changed: 0 }
  for (let last = after; ; ) {
    signal?.throwIfAborted()
    const ids = await nextSlice(connection, last, SLICE)
    const end = ids.at(-1)
    if (end === undefined) return { ...total, next: null }
    total.products += ids.length
    total.changed += await computeSlice(connection, ids)
    last = end
    if (performance.now() > deadline) return { ...total, next: last }
  }
}

/** Returns for how many something else was found than before. */
function computeSlice(connection: Kysely<Database>, ids: readonly number[]): Promise<number> {
  return transact(connection, async (tx) => {
    await rankSlice(tx, ids)
    const changed = await replaceSlice(tx, ids)
    await moveVersions(tx, changed)
    return changed.length
  })
}
