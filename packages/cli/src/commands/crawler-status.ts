import { type crawlerContract, crawlerStatus } from '@loadout/core/crawler'
import { Command } from 'commander'
import { count, timestamp } from '../format.ts'
import { type Column, table } from '../table.ts'
import { print, tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'

type Region = crawlerContract.CrawlerRegion

export function crawlerStatusCommand(): Command {
  return new Command('status')
    .description('How crawling goes in each region.')
    .option('--json', 'one JSON object a line')
    .action(runStatus)
}

async function runStatus({ json }: { readonly json?: true }): Promise<void> {
  const { regions } = await withServices((ctx) => crawlerStatus(ctx))
  if (json === true) {
    for (const region of regions) print(JSON.stringify(region))
  } else if (regions.length > 0) {
    print(table(regions, COLUMNS))
  }
  if (regions.length === 0) {
    tell(
      'No worker has a crawler: give the workers CRAWLER_BASE_URL, CRAWLER_API_KEY, CRAWLER_REGIONS.',
    )
  }
  for (const { region, calls } of regions) {
    if (json !== true && calls.lastError !== null && calls.lastErrorAt !== null) {
      tell(
        `${region}: last error ${calls.lastError}, ${timestamp(new Date(calls.lastErrorAt))} UTC`,
      )
    }
  }
}

const COLUMNS: readonly Column<Region>[] = [
  { title: 'region', value: ({ region }) => region },
  { title: 'state', value: stateOf },
  { title: 'breaker', value: ({ breaker }) => breaker.state },
  { title: 'calls', value: ({ calls }) => count(calls.total), align: 'right' },
  { title: '429', value: ({ calls }) => count(calls.throttled), align: 'right' },
  { title: 'errors', value: ({ calls }) => count(calls.failed), align: 'right' },
  { title: 'pending', value: ({ matches }) => count(matches.pending), align: 'right' },
  { title: 'fetched', value: ({ matches }) => count(matches.fetched), align: 'right' },
  { title: 'gone', value: ({ matches }) => count(matches.gone), align: 'right' },
  { title: 'failed', value: ({ matches }) => count(matches.failed), align: 'right' },
  { title: 'players', value: ({ players }) => count(players), align: 'right' },
  { title: 'last call (UTC)', value: ({ calls }) => orDash(calls.lastAt) },
]

function stateOf({ enabled, configured, waitsFor }: Region): string {
  if (!configured) return 'no worker'
  if (!enabled) return 'stopped'
  return waitsFor === null ? 'started' : `waits: ${waitsFor}`
}

function orDash(time: string | null): string {
  return time === null ? '-' : timestamp(new Date(time))
}
