import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import {
  addDrift,
  type Drift,
  findDrift,
  lockComments,
  lockRecount,
  nextSlice,
  type ThreadSlice,
} from './recount-queries.ts'

/** Looked at together. One thread is never taken apart. */
const SLICE = { threads: 1_000, comments: 20_000 }

export interface CommentRecount {
  /** Threads that were looked at. */
  readonly threads: number
  /** Rows whose counters were off. */
  readonly off: { readonly comments: number; readonly threads: number; readonly posts: number }
}

/**
 * Counts votes, replies and comments of these threads anew, and puts right what is off; with `dryRun` it only
 * looks. Runs beside everything else: only rows that are off are touched, a slice at a time.
 */
export async function recountComments(
  ctx: Ctx,
  input: ThreadSlice & { readonly dryRun: boolean },
): Promise<CommentRecount> {
  const off = { comments: 0, threads: 0, posts: 0 }
  let looked = 0
  for (let { from } = input; ; ) {
    ctx.signal?.throwIfAborted()
    const { last, threads } = await nextSlice(ctx.db, { from, to: input.to }, SLICE)
    if (last === null) break
    const slice = { from, to: last }
    const drift = input.dryRun ? await findDrift(ctx.db, slice) : await repair(ctx, slice)
    looked += threads
    off.comments += drift.comments.length
    off.threads += drift.threads.length
    off.posts += drift.posts.length
    from = last + 1
  }
  if (off.comments + off.threads + off.posts > 0) ctx.log.warn('counters of comments were off', off)
  return { threads: looked, off }
}

/** Returns what was off. */
async function repair({ db }: Ctx, slice: ThreadSlice): Promise<Drift> {
  const found = await findDrift(db, slice)
  if (isNothing(found)) return found
  return await transact(db, async (tx) => {
    await lockRecount(tx)
    // What others do to a comment depends on the counters that are off. Under its lock a difference stays what it
    // is, and so do those of threads and posts, which everybody moves by what they count.
    const ids = (await findDrift(tx, slice)).comments.map(({ id }) => id)
    await lockComments(tx, ids)
    const locked = new Set(ids)
    const drift = await findDrift(tx, slice)
    const held = { ...drift, comments: drift.comments.filter(({ id }) => locked.has(id)) }
    await addDrift(tx, held)
    return held
  })
}

const isNothing = ({ comments, threads, posts }: Drift) =>
  comments.length + threads.length + posts.length === 0
