import { Command } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { timestamp } from '../format.ts'
import {
  codeOption,
  kindOption,
  type RejectedFilter,
  type RejectedRow,
  rejectedPages,
} from '../quarantine/rejected-pages.ts'
import { type Column, table } from '../table.ts'
import { print, tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'

interface ListOptions extends RejectedFilter {
  readonly limit: number
  readonly json?: true
}

const PAGE_SIZE = 500

export function quarantineListCommand(): Command {
  return new Command('list')
    .description('Documents that are not counted, latest first, each with its reason.')
    .addOption(kindOption())
    .addOption(codeOption())
    .option('--limit <count>', 'at most this many', wholeNumber(1), 50)
    .option('--json', 'one JSON object a line')
    .action(runList)
}

async function runList({ limit, json, ...filter }: ListOptions): Promise<void> {
  const rows = await withServices(async (ctx) => {
    const found: RejectedRow[] = []
    for await (const page of rejectedPages(ctx, filter, Math.min(limit + 1, PAGE_SIZE))) {
      found.push(...page)
      if (found.length > limit) break
    }
    return found
  })
  const shown = rows.slice(0, limit)
  if (json === true) {
    for (const row of shown) print(JSON.stringify(row))
  } else if (shown.length > 0) {
    print(table(shown, COLUMNS))
  }
  if (shown.length === 0) tell('No document is excluded or quarantined that fits.')
  if (rows.length > limit) tell(`There are more: --limit ${limit * 10} shows them.`)
}

const COLUMNS: readonly Column<RejectedRow>[] = [
  { title: 'id', value: (row) => String(row.id), align: 'right' },
  { title: 'received (UTC)', value: (row) => timestamp(row.received_at) },
  { title: 'kind', value: (row) => row.kind },
  { title: 'code', value: (row) => row.code },
  { title: 'pointer', value: (row) => row.pointer || '-' },
  { title: 'source', value: (row) => row.source },
  {
    title: 'origin',
    value: (row) => (row.line === null ? row.origin : `${row.origin}:${row.line}`),
  },
  { title: 'message', value: (row) => row.message },
]
