import { rebuildRatings } from '@loadout/core/ratings'
import { Command } from 'commander'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function rebuildRatingsCommand(): Command {
  return new Command('ratings')
    .description('Have the worker rate all matches anew; the present ratings stay until it has.')
    .action(async () => {
      await withServices((ctx) => rebuildRatings(ctx))
      print('All matches are handed to the worker to be rated anew')
    })
}
