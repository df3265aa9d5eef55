import { requireScope } from '../../actor.ts'
import type { Ctx, Services } from '../../context.ts'
import { latestBuild, runningBuild } from './build-queries.ts'
import type { RebuildStatus } from './contract.ts'
import { presentBuild } from './present-build.ts'
import { latestReport } from './report-queries.ts'

/** How far the rebuild is, and what the latest audit found. Needs the scope `ops:read`. */
export async function rebuildStatus(ctx: Ctx): Promise<RebuildStatus> {
  requireScope(ctx.actor, 'ops:read')
  const row = (await runningBuild(ctx.db)) ?? (await latestBuild(ctx.db))
  const report = await latestReport(ctx.db)
  return {
    build: row === undefined ? null : await presentBuild(ctx, row),
    audit:
      report === undefined
        ? null
        : {
            build: report.build_id,
            checkedAt: report.checked_at.toISOString(),
            differences: report.differences,
            tables: [...report.tables],
          },
  }
}

/** Rows in which the latest audit found the roll-ups to differ from a recount; 0 before the first one. */
export async function auditDifferences(services: Pick<Services, 'db'>): Promise<number> {
  return (await latestReport(services.db))?.differences ?? 0
}
