import { SCOPES, type Scope, systemClock } from '@loadout/core'
import { createApiKey } from '@loadout/core/accounts'
import { Command, Option } from 'commander'
import { parseExpiry } from '../arguments.ts'
import { timestamp } from '../format.ts'
import { print, tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'

interface KeysCreateOptions {
  readonly scope: readonly Scope[]
  readonly name: string
  readonly expires?: Date
}

/** Standard output is the token and a newline, nothing else: `KEY=$(npm run --silent loadout -- keys create ...)`. */
export function keysCreateCommand(): Command {
  return new Command('create')
    .description('Make an API key and print its token, which is shown only this once.')
    .addOption(
      new Option('--scope <scope...>', 'what the key may do')
        .choices([...SCOPES])
        .makeOptionMandatory(),
    )
    .option('--name <name>', 'what the key is for', 'made by the loadout command')
    .option('--expires <when>', '90d, 12h, 4w or a date; never if left out', (text) =>
      parseExpiry(text, systemClock.now()),
    )
    .action(runKeysCreate)
}

async function runKeysCreate({ scope, name, expires }: KeysCreateOptions): Promise<void> {
  const scopes = [...new Set(scope)]
  const { id, token } = await withServices((ctx) =>
    createApiKey(ctx, { name, scopes, ...(expires && { expiresAt: expires }) }),
  )
  print(token)
  const end = expires === undefined ? 'does not expire' : `expires ${timestamp(expires)} UTC`
  tell(`Key ${id} (${scopes.join(', ')}) ${end}. The token is not shown again.`)
}
