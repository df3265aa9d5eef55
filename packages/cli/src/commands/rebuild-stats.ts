import { startRebuild } from '@loadout/core/stats'
import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { EXIT } from '../exit-codes.ts'
import { followBuild } from '../follow-build.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

interface RebuildOptions {
  readonly patch?: string
  readonly follow?: true
}

export function rebuildStatsCommand(): Command {
  return new Command('stats')
    .description('Have the worker count the statistics anew, and then switch to them.')
    .option('--patch <patch>', 'one patch, e.g. 11.8; sums that are not by patch stay')
    .option('--follow', 'tell how far it is, until it has ended')
    .action(runRebuildStats)
}

async function runRebuildStats({ patch, follow }: RebuildOptions): Promise<void> {
  await withServices(async (ctx) => {
    const build = await startRebuild(ctx, { patch })
    if (follow !== true) {
      print(`rebuild ${build.id} is handed to the worker`)
      return
    }
    const { build: end } = await followBuild(ctx, build)
    if (end?.id === build.id && end.state === 'cancelled') {
      throw new CliError('The rebuild was cancelled', { exitCode: EXIT.failure })
    }
    print(`rebuild ${build.id} is done`)
  })
}
