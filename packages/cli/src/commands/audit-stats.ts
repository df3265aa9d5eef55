import type { Ctx } from '@loadout/core'
import { type rebuildContract, startAudit } from '@loadout/core/stats'
import { Command } from 'commander'
import { auditLine, differingTables } from '../audit-report.ts'
import { CliError } from '../cli-error.ts'
import { EXIT } from '../exit-codes.ts'
import { followBuild } from '../follow-build.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function auditStatsCommand(): Command {
  return new Command('stats')
    .description(
      'Have the worker count the statistics anew and compare: exit code 1 if they differ.',
    )
    .option('--no-follow', 'do not wait for the report')
    .action(runAuditStats)
}

async function runAuditStats({ follow }: { readonly follow: boolean }): Promise<void> {
  await withServices(async (ctx) => {
    const build = await startAudit(ctx)
    if (follow) await report(ctx, build)
    else print(`audit ${build.id} is handed to the worker`)
  })
}

async function report(ctx: Ctx, build: rebuildContract.Build): Promise<void> {
  const { audit } = await followBuild(ctx, build)
  if (audit?.build !== build.id) {
    throw new CliError('The audit was cancelled', { exitCode: EXIT.failure })
  }
  print(auditLine(audit))
  if (audit.differences === 0) return
  print(differingTables(audit))
  throw new CliError('The statistics are not what a recount says', {
    exitCode: EXIT.failure,
    hint: '`rebuild stats` counts them anew.',
  })
}
