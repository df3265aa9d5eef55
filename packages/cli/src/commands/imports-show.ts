import { getImport, importsContract, listRejects } from '@loadout/core/imports'
import { Command } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { codeLines, runTable } from '../import/run-table.ts'
import { table } from '../table.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

/** Rejected rows that are shown as examples. */
const EXAMPLES = 10

export function importsShowCommand(): Command {
  return new Command('show')
    .description('One import: what became of its rows, and the first that were not taken.')
    .argument('<id>', 'of the import, as `imports list` shows it', wholeNumber(1))
    .action(run)
}

async function run(id: number): Promise<void> {
  const { run, rejects } = await withServices(async (ctx) => {
    const input = importsContract.listRejectsInput.parse({ id, limit: EXAMPLES })
    return { run: await getImport(ctx, { id }), rejects: await listRejects(ctx, input) }
  })
  print(runTable([run]))
  if (run.error !== null) print(`\n${run.error}`)
  if (run.quarantined === 0) return
  print(['', ...codeLines(run.codes), ''].join('\n'))
  print(
    table(rejects.items, [
      { title: 'line', value: ({ line }) => String(line), align: 'right' },
      { title: 'column', value: ({ column }) => column ?? '-' },
      { title: 'code', value: ({ code }) => code },
      { title: 'expected', value: ({ detail }) => detail ?? '-' },
      { title: 'original', value: ({ original }) => original.slice(0, 60) },
    ]),
  )
}
