import { KEY_ALGORITHMS, type KeyAlgorithm, rotateKeys, signingKeys } from '@loadout/core/accounts'
import { Command, Option } from 'commander'
import { timestamp } from '../format.ts'
import { table } from '../table.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function keysRotateCommand(): Command {
  return new Command('rotate')
    .description('Let the next key sign access tokens from now on. Nobody is signed out.')
    .addOption(
      new Option('--algorithm <name>', 'of the key after it')
        .choices([...KEY_ALGORITHMS])
        .default(KEY_ALGORITHMS[0]),
    )
    .action(async ({ algorithm }: { readonly algorithm: KeyAlgorithm }) => {
      const keys = await withServices(async (ctx) => {
        await rotateKeys(ctx, { algorithm })
        return signingKeys(ctx)
      })
      print(
        table(keys, [
          { title: 'key', value: (key) => key.kid },
          { title: 'algorithm', value: (key) => key.algorithm },
          { title: 'state', value: (key) => key.state },
          { title: 'since', value: (key) => timestamp(key.state_since) },
        ]),
      )
    })
}
