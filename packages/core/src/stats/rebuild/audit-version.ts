import type { Transaction } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { openSnapshot, transact, waitPatiently } from '../../db/transaction.ts'
import { lockRollupVersions } from '../rollup-queries.ts'
import { type BuildRow, endBuild } from './build-queries.ts'
import { compareVersions } from './compare-versions.ts'
import { insertReport } from './report-queries.ts'
import { settle } from './settle.ts'
import { activeVersion, lockVersions, retireVersion } from './version-queries.ts'

/**
 * Compares a version that was counted anew with the one in use, at one moment at which both hold every
 * match, and keeps the report. There must be no difference: one is logged as an error. False when the audit
 * was cancelled.
 */
export async function auditVersion(ctx: Ctx, build: BuildRow): Promise<boolean> {
  const versions = { stored: await activeVersion(ctx.db), recounted: build.version }
  const snapshot = await restingSnapshot(ctx, Object.values(versions))
  const tables = await compareVersions(snapshot, versions).finally(() =>
    snapshot.rollback().execute(),
  )
  const differences = tables.reduce((sum, { differing }) => sum + differing, 0)
  const differing = tables.filter((table) => table.differing > 0)
  if (differences > 0) ctx.log.error('roll-ups are not what a recount says', { differing })
  return await transact(ctx.db, async (tx) => {
    await lockRollupVersions(tx, 'exclusive')
    const now = ctx.clock.now()
    if (!(await endBuild(tx, build.id, { state: 'done', at: now }))) return false
    await insertReport(tx, { build_id: build.id, checked_at: now, differences, tables })
    await retireVersion(tx, { version: build.version, dropAfter: now })
    return true
  })
}

/**
 * A snapshot in which nothing is pending for these versions. No match is stored while it is taken; while it
 * is read, everything goes on.
 */
async function restingSnapshot(ctx: Ctx, versions: readonly number[]) {
  // Most of it before the gate closes, so that nobody who stores a match waits for long.
  for (const version of versions) await transact(ctx.db, (tx) => settleLocked(tx, version))
  return await ctx.db.transaction().execute(async (gate) => {
    await waitPatiently(gate)
    await lockRollupVersions(gate, 'exclusive')
    for (const version of versions) {
      await transact(ctx.db, (tx) => settleLocked(tx, version))
    }
    return await openSnapshot(ctx.db)
  })
}

async function settleLocked(tx: Transaction<Database>, version: number): Promise<void> {
  await lockVersions(tx, [version])
  await settle(tx, { version })
}
