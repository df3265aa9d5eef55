import { startCrawler } from '@loadout/core/crawler'
import type { Command } from 'commander'
import { crawlerSwitchCommand } from './crawler-switch.ts'

export function crawlerStartCommand(): Command {
  return crawlerSwitchCommand({
    name: 'start',
    description: 'Start crawling; workers begin within seconds.',
    verb: startCrawler,
    done: 'is started',
  })
}
