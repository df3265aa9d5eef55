import type { Ctx } from '@loadout/core'
import { enqueue } from '@loadout/core/outbox'
import { Command } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { EXIT } from '../exit-codes.ts'
import { plural } from '../format.ts'
import {
  codeOption,
  kindOption,
  type RejectedFilter,
  rejectedPages,
} from '../quarantine/rejected-pages.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

interface RetryOptions extends RejectedFilter {
  readonly all?: true
}

/** Documents per job: what one job accepts. */
const CHUNK = 1_000

export function quarantineRetryCommand(): Command {
  return new Command('retry')
    .description('Have the worker parse documents again, e.g. after an upgrade.')
    .argument('[ids...]', 'from `quarantine list`', (text: string, ids: readonly number[] = []) => [
      ...ids,
      wholeNumber(1)(text),
    ])
    .option('--all', 'everything that fits --kind and --code')
    .addOption(kindOption())
    .addOption(codeOption())
    .action(runRetry)
}

async function runRetry(ids: readonly number[], options: RetryOptions): Promise<void> {
  const { all, ...filter } = options
  if (ids.length > 0 === (all === true)) {
    throw new CliError('Give ids, or --all', { exitCode: EXIT.usage })
  }
  const asked = await withServices((ctx) => askFor(ctx, all ? allIds(ctx, filter) : chunks(ids)))
  print(`${plural(asked, 'document')} handed to the worker`)
}

/** Each chunk is a job of its own through the outbox; one that is asked for twice does no harm. */
async function askFor(
  ctx: Ctx,
  batches: AsyncIterable<number[]> | Iterable<number[]>,
): Promise<number> {
  let asked = 0
  for await (const ids of batches) {
    await enqueue(ctx.db, 'stats.retryQuarantine', { ids })
    asked += ids.length
  }
  return asked
}

async function* allIds(ctx: Ctx, filter: RejectedFilter): AsyncGenerator<number[]> {
  for await (const page of rejectedPages(ctx, filter, CHUNK)) yield page.map((row) => row.id)
}

function* chunks(ids: readonly number[]): Generator<number[]> {
  for (let start = 0; start < ids.length; start += CHUNK) yield ids.slice(start, start + CHUNK)
}
