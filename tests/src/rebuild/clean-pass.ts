import type { Ctx } from '@loadout/core'
import type { rebuildContract } from '@loadout/core/stats'
import { sql } from 'kysely'
import { addToRollups } from '../../../packages/core/src/stats/add-to-rollups.ts'
import { compareVersions } from '../../../packages/core/src/stats/rebuild/compare-versions.ts'

/** No build gives a version such a number. */
const CLEAN = 30_000

/** How the roll-ups in use differ from one clean pass over all stored matches; empty when they do not. */
export async function differencesToCleanPass(
  ctx: Ctx,
): Promise<readonly rebuildContract.TableReport[]> {
  const tx = await ctx.db.startTransaction().execute()
  try {
    const { active_version: stored } = await tx
      .selectFrom('stats_state')
      .select('active_version')
      .executeTakeFirstOrThrow()
    const { rows } = await sql<{ latest: number }>`
      select coalesce(max(match_key), 0) as latest from match
    `.execute(tx)
    const to = rows[0]?.latest ?? 0
    await addToRollups(tx, { version: CLEAN, sign: 1, matches: { from: 0, to } })
    const reports = await compareVersions(tx, { stored, recounted: CLEAN })
    return reports.filter(({ differing }) => differing > 0)
  } finally {
    await tx.rollback().execute()
  }
}
