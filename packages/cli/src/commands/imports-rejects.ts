import { resolve } from 'node:path'
import { rejectCsv } from '@loadout/core/imports'
import { Command } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { readWorkingDirectory } from '../env.ts'
import { megabytes } from '../format.ts'
import { tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'
import { writeAll } from '../write-all.ts'
import { writeFileWhole } from '../write-file.ts'

export function importsRejectsCommand(): Command {
  return new Command('rejects')
    .description('The rows that an import did not take, as CSV, each with its reason.')
    .argument('<id>', 'of the import, as `imports list` shows it', wholeNumber(1))
    .option('--out <file>', 'instead of standard output')
    .action(run)
}

async function run(id: number, { out }: { readonly out?: string }): Promise<void> {
  await withServices(async (ctx) => {
    const pieces = await rejectCsv(ctx, { id })
    if (out === undefined) {
      for await (const piece of pieces) await writeAll([piece])
      return
    }
    const bytes = await writeFileWhole(resolve(readWorkingDirectory(), out), encoded(pieces))
    tell(`${out}  ${megabytes(bytes)}`)
  })
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield new TextEncoder().encode(piece)
}
