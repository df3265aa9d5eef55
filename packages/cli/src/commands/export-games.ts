import { resolve } from 'node:path'
import { exportGames } from '@loadout/core/imports'
import { Command } from 'commander'
import { readWorkingDirectory } from '../env.ts'
import { megabytes } from '../format.ts'
import { tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'
import { writeEach } from '../write-all.ts'
import { writeFileWhole } from '../write-file.ts'

const STDOUT = '-'

export function exportGamesCommand(): Command {
  return new Command('games')
    .description(
      'Write every game with its editions and add-ons, and all merchandise that is not of Atelier files, as store documents, one a line.',
    )
    .argument('<file>', 'NDJSON; - is standard output')
    .action(async (file: string) => {
      await withServices((ctx) =>
        exportGames(ctx, async (chunks) => {
          if (file === STDOUT) return writeEach(chunks)
          const bytes = await writeFileWhole(resolve(readWorkingDirectory(), file), chunks)
          tell(`${file}  ${megabytes(bytes)}`)
        }),
      )
    })
}
