import { touchPosts } from '../changes/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import {
  addDrift,
  type Drift,
  findDrift,
  lockRecount,
  nextSlice,
  type PostSlice,
} from './recount-queries.ts'

/** Posts looked at together, with their votes and reactions. */
const SLICE = 5_000

/** Posts named in a report, so that somebody can look. */
const EXAMPLES = 20

export interface PostRecount {
  /** Posts that were looked at. */
  readonly posts: number
  /** Posts whose votes were off, and numbers of reactions that were. */
  readonly off: { readonly posts: number; readonly reactions: number }
  /** Some of these posts. */
  readonly examples: readonly number[]
}

/**
 * Counts votes and reactions of posts anew, and puts right what is off; with `dryRun` it only looks. Runs
 * beside everything else: only rows that are off are touched, a slice at a time. Comments are counted by who
 * keeps them.
 */
export async function recountPosts(
  ctx: Ctx,
  input: PostSlice & { readonly dryRun: boolean },
): Promise<PostRecount> {
  const off = { posts: 0, reactions: 0 }
  const examples = new Set<number>()
  let looked = 0
  for (let { from } = input; ; ) {
    ctx.signal?.throwIfAborted()
    const { last, posts } = await nextSlice(ctx.db, { from, to: input.to }, SLICE)
    if (last === null) break
    const slice = { from, to: last }
    const drift = input.dryRun ? await findDrift(ctx.db, slice) : await repair(ctx, slice)
    looked += posts
    off.posts += drift.posts.length
    off.reactions += drift.reactions.length
    for (const { id } of [...drift.posts, ...drift.reactions]) examples.add(id)
    from = last + 1
  }
  const report = { posts: looked, off, examples: [...examples].slice(0, EXAMPLES) }
  if (examples.size > 0)
    ctx.log.warn('counters of posts were off', { ...off, examples: report.examples })
  return report
}

/** Returns what was off. */
function repair({ db }: Ctx, slice: PostSlice): Promise<Drift> {
  return transact(db, async (tx) => {
    await lockRecount(tx)
    const drift = await findDrift(tx, slice)
    if (drift.posts.length + drift.reactions.length > 0) await addDrift(tx, drift)
    await touchPosts(
      tx,
      drift.posts.map(({ id }) => id),
    )
    return drift
  })
}
