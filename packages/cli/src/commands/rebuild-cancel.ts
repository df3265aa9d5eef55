import { cancelRebuild } from '@loadout/core/stats'
import { Command } from 'commander'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function rebuildCancelCommand(): Command {
  return new Command('cancel')
    .description('End the rebuild or audit that runs; what is in use stays as it is.')
    .action(runRebuildCancel)
}

async function runRebuildCancel(): Promise<void> {
  const { cancelled } = await withServices((ctx) => cancelRebuild(ctx))
  print(cancelled ? 'cancelled; the worker deletes what was built' : 'nothing runs')
}
