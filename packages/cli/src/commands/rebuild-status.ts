import { type rebuildContract, rebuildStatus } from '@loadout/core/stats'
import { Command } from 'commander'
import { auditLine } from '../audit-report.ts'
import { progressOf } from '../follow-build.ts'
import { timestamp } from '../format.ts'
import { print, tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function rebuildStatusCommand(): Command {
  return new Command('status')
    .description('How far the rebuild is, and what the latest audit found.')
    .option('--json', 'as one JSON object')
    .action(runRebuildStatus)
}

async function runRebuildStatus({ json }: { readonly json?: true }): Promise<void> {
  const status = await withServices((ctx) => rebuildStatus(ctx))
  if (json === true) {
    print(JSON.stringify(status))
    return
  }
  if (status.build === null) tell('Nothing was ever rebuilt or audited.')
  else print(buildLine(status.build))
  if (status.audit !== null) print(auditLine(status.audit))
}

function buildLine(build: rebuildContract.Build): string {
  const { id, purpose, patch, state, shards, startedAt, finishedAt } = build
  const what = `${purpose} ${id}${patch === null ? '' : ` of patch ${patch}`}`
  const when =
    finishedAt === null
      ? `${progressOf(shards)}, since ${utc(startedAt)}`
      : `${utc(startedAt)} to ${utc(finishedAt)}`
  return `${what}: ${state}, ${when}`
}

function utc(time: string): string {
  return `${timestamp(new Date(time))} UTC`
}
