import { migrate } from '@loadout/core/db'
import { syncContent } from '@loadout/core/stats'
import { Command } from 'commander'
import { plural } from '../format.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function migrateCommand(): Command {
  return new Command('migrate').action(() => withServices(runMigrate))
}

async function runMigrate(services: Parameters<typeof syncContent>[0]): Promise<void> {
  const { applied } = await migrate(services.db)
  await syncContent(services)
  for (const name of applied) print(`applied ${name}`)
  print(
    applied.length === 0
      ? 'the database is up to date'
      : `${plural(applied.length, 'migration')} applied`,
  )
}
