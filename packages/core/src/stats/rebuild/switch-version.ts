import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { lockRollupVersions, touchState } from '../rollup-queries.ts'
import { PATCH_ROLLUPS } from '../rollups.ts'
import { type BuildRow, endBuild } from './build-queries.ts'
import { settle } from './settle.ts'
import {
  activateVersion,
  activeVersion,
  lockVersions,
  retireVersion,
  swapPatch,
} from './version-queries.ts'

/** Longer than any read takes: one that began before the switch goes on in the old version. */
const GRACE_MS = 15 * 60_000

/**
 * Puts a version, whose shards are all done, in the place of the one in use, in one transaction: readers
 * see the one or the other. False when the build was cancelled.
 */
export function switchVersion(ctx: Ctx, build: BuildRow): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    // Nobody stores a match while this is held, which is a moment: most was caught up with before.
    await lockRollupVersions(tx, 'exclusive')
    const active = await activeVersion(tx)
    await lockVersions(tx, [active, build.version])
    const now = ctx.clock.now()
    if (!(await endBuild(tx, build.id, { state: 'done', at: now }))) return false
    await settle(tx, { version: build.version })
    const dropAfter = new Date(now.getTime() + GRACE_MS)
    await retireVersion(tx, { version: active, dropAfter })
    await activateVersion(tx, build.version)
    await touchState(tx, now)
    return true
  })
}

/** The same for one patch: its rows take the place of those in use; everything else stays. */
export function switchPatch(ctx: Ctx, build: BuildRow, patchKey: number): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    await lockRollupVersions(tx, 'exclusive')
    const active = await activeVersion(tx)
    await lockVersions(tx, [active, build.version])
    const now = ctx.clock.now()
    if (!(await endBuild(tx, build.id, { state: 'done', at: now }))) return false
    // Both: what is pending for the one in use would come on top of rows that have it already.
    await settle(tx, { version: active })
    await settle(tx, { version: build.version, patchKey })
    await swapPatch(tx, PATCH_ROLLUPS, { active, built: build.version, patchKey })
    await retireVersion(tx, { version: build.version, dropAfter: now })
    await touchState(tx, now)
    return true
  })
}
