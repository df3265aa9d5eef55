import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { exportAtelier } from '@loadout/core/imports'
import { Command } from 'commander'
import { readWorkingDirectory } from '../env.ts'
import { megabytes } from '../format.ts'
import { tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'
import { writeFileWhole } from '../write-file.ts'

export function exportAtelierCommand(): Command {
  return new Command('atelier')
    .description(
      'Write what was imported from Atelier files, and what was written about it since, as such files.',
    )
    .argument('<folder>', 'made when it is not there; files of the same names are replaced')
    .action(async (folder: string) => {
      const target = resolve(readWorkingDirectory(), folder)
      await mkdir(target, { recursive: true })
      await withServices((ctx) =>
        exportAtelier(ctx, async (name, chunks) => {
          const bytes = await writeFileWhole(join(target, `${name}.csv`), chunks)
          tell(`${name}.csv  ${megabytes(bytes)}`)
        }),
      )
    })
}
