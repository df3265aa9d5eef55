import { revokeApiKey } from '@loadout/core/accounts'
import { Command } from 'commander'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function keysRevokeCommand(): Command {
  return new Command('revoke')
    .description('End an API key for good.')
    .argument('<id>', 'from `keys list`')
    .action(async (id: string) => {
      await withServices((ctx) => revokeApiKey(ctx, { id }))
      print(`key ${id} is revoked`)
    })
}
