import { setRole } from '@loadout/core/accounts'
import { Argument, Command } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

type Role = 'user' | 'moderator' | 'admin'

export function userRoleCommand(): Command {
  return new Command('role')
    .description('Give an account another role. It counts at once, also where it is signed in.')
    .argument('<id>', 'of the account', wholeNumber(1))
    .addArgument(new Argument('<role>', 'what it may do').choices(['user', 'moderator', 'admin']))
    .action(async (accountId: number, role: Role) => {
      await withServices((ctx) => setRole(ctx, { accountId, role }))
      print(`account ${accountId} is ${role}`)
    })
}
