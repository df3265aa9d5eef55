import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { addToRollup } from '../add-to-rollups.ts'
import { type BuildRow, claimShard, finishShard, holdBuilding } from './build-queries.ts'

/** Shards at once, a connection each. Neighbours are of different roll-ups, so they do not wait for each other. */
const LANES = 2

/**
 * Adds shards until there are none, the build is cancelled or the time is over; returns how many. A shard's
 * sums and its mark are one transaction: a killed worker loses what its lanes were at and nothing else.
 */
export async function addShards(ctx: Ctx, build: BuildRow, deadline: number): Promise<number> {
  const lane = async () => {
    let added = 0
    while (performance.now() < deadline && (await addShard(ctx, build))) added += 1
    return added
  }
  const counts = await Promise.all(Array.from({ length: LANES }, lane))
  return counts.reduce((sum, count) => sum + count, 0)
}

function addShard(ctx: Ctx, build: BuildRow): Promise<boolean> {
  ctx.signal?.throwIfAborted()
  return transact(ctx.db, async (tx) => {
    if (!(await holdBuilding(tx, build.version))) return false
    const shard = await claimShard(tx, build.id)
    if (shard === undefined) return false
    await addToRollup(tx, shard.rollup, {
      version: build.version,
      sign: 1,
      matches: { from: shard.from_key, to: shard.to_key, patchKey: build.patch_key ?? undefined },
    })
    await finishShard(tx, build.id, { shard, at: ctx.clock.now() })
    return true
  })
}
