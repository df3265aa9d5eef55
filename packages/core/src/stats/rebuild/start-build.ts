import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import { enqueue } from '../../outbox/index.ts'
import { lockRollupVersions } from '../rollup-queries.ts'
import { PATCH_ROLLUPS, ROLLUPS } from '../rollups.ts'
import {
  type BuildRow,
  firstMatch,
  insertBuild,
  insertShards,
  runningBuild,
} from './build-queries.ts'
import { openVersion } from './version-queries.ts'

/** Matches per shard: about a second of work, which is what a killed worker loses. */
export const SHARD_MATCHES = 20_000

/**
 * Opens a version of the roll-ups beside the one in use and asks for the job that fills it. From this
 * commit on every match is in a shard or pending for the new version: never both, never neither. Throws
 * REBUILD_RUNNING while another one runs.
 */
export async function startBuild(
  ctx: Ctx,
  options: {
    readonly purpose: BuildRow['purpose']
    readonly patchKey: number | null
    /** SHARD_MATCHES if left out. */
    readonly shardMatches?: number | undefined
  },
): Promise<BuildRow> {
  const { purpose, patchKey, shardMatches: size = SHARD_MATCHES } = options
  return await transact(ctx.db, async (tx) => {
    await lockRollupVersions(tx, 'exclusive')
    if ((await runningBuild(tx)) !== undefined) throw new AppError('REBUILD_RUNNING')
    // Behind the lock: a match that was on its way before is committed, and in a shard.
    const from = await firstMatch(tx, patchKey)
    const started_at = ctx.clock.now()
    const version = await openVersion(tx, started_at)
    const build = await insertBuild(tx, { purpose, version, patch_key: patchKey, started_at })
    const rollups = patchKey === null ? ROLLUPS : PATCH_ROLLUPS
    await insertShards(tx, { buildId: build.id, from, size, rollups })
    await enqueue(tx, 'stats.rebuild', {})
    return build
  })
}
