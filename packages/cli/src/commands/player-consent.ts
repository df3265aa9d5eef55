import { playersContract, setConsent } from '@loadout/core/players'
import { Command } from 'commander'
import { playerArgument } from '../player-argument.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

interface ConsentOptions {
  readonly withdraw?: true
}

export function playerConsentCommand(): Command {
  return new Command('consent')
    .description('Write down that a player agrees to be shown, or does so no more.')
    .addArgument(playerArgument())
    .option('--withdraw', 'the player agrees no more')
    .action(runConsent)
}

async function runConsent(player: string, { withdraw }: ConsentOptions): Promise<void> {
  const input = playersContract.setConsentInput.parse({ player, consented: withdraw !== true })
  const { consentedAt } = await withServices((ctx) => setConsent(ctx, input))
  print(
    consentedAt === null
      ? `${player} is not shown where pages need consent`
      : `${player} has agreed to be shown since ${consentedAt}`,
  )
}
