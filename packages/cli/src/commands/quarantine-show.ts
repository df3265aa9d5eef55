import { AppError } from '@loadout/core'
import { getRejected } from '@loadout/core/matches'
import { Command } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'
import { writeAll } from '../write-all.ts'

export function quarantineShowCommand(): Command {
  return new Command('show')
    .description('Print one raw document, byte for byte, and its reason on standard error.')
    .argument('<id>', 'from `quarantine list`', wholeNumber(1))
    .action(runShow)
}

async function runShow(id: number): Promise<void> {
  const { row, bytes } = await withServices(async (ctx) => {
    const row = await getRejected(ctx, { id })
    const day = row.received_at.toISOString().slice(0, 10)
    const compressed = await ctx.archive.get({ day, hash: row.raw_hash })
    if (compressed === null) {
      throw new AppError('NOT_FOUND', {
        message: `The raw document ${id} is not in the archive: its retention has ended`,
      })
    }
    return { row, bytes: ctx.codec.decompress(compressed) }
  })
  const where = row.pointer === '' ? '' : ` at ${row.pointer}`
  tell(`${row.kind}: ${row.code}${where}: ${row.message}`)
  if (bytes.length < row.raw_bytes) {
    tell(`Only the first ${bytes.length} of ${row.raw_bytes} bytes were kept.`)
  }
  await writeAll([bytes])
}
