import { erasePlayer } from '@loadout/core/players'
import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { confirm } from '../confirm.ts'
import { EXIT } from '../exit-codes.ts'
import { playerArgument } from '../player-argument.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

interface EraseOptions {
  readonly yes?: true
}

export function playerEraseCommand(): Command {
  return new Command('erase')
    .description('Forget a player for good; sums over many players stay what they are.')
    .addArgument(playerArgument())
    .option('--yes', 'do not ask')
    .action(runErase)
}

async function runErase(player: string, { yes }: EraseOptions): Promise<void> {
  if (yes !== true && !(await confirm(`Erase ${player} for good?`))) {
    throw new CliError('Nothing was erased', {
      exitCode: EXIT.usage,
      hint: 'Answer yes, or give --yes.',
    })
  }
  const { known } = await withServices((ctx) => erasePlayer(ctx, { player }))
  print(
    known
      ? `${player} is erased; the worker clears the archive`
      : `no match has ${player}; the worker looks through rejected documents`,
  )
}
