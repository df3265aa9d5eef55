import { importsContract, listImports } from '@loadout/core/imports'
import { Command } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { runTable } from '../import/run-table.ts'
import { print, tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function importsListCommand(): Command {
  return new Command('list')
    .description('Imports of store data, the latest first, and what became of their rows.')
    .option('--limit <count>', 'at most this many, up to 100', wholeNumber(1), 20)
    .option('--json', 'one JSON object a line')
    .action(run)
}

async function run({
  limit,
  json,
}: {
  readonly limit: number
  readonly json?: true
}): Promise<void> {
  const input = importsContract.listImportsInput.parse({ limit: Math.min(limit, 100) })
  const { items } = await withServices((ctx) => listImports(ctx, input))
  if (json === true) for (const one of items) print(JSON.stringify(one))
  else if (items.length > 0) print(runTable(items))
  if (items.length === 0) tell('Nothing was imported yet.')
}
