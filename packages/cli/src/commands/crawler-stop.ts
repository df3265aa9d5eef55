import { stopCrawler } from '@loadout/core/crawler'
import type { Command } from 'commander'
import { crawlerSwitchCommand } from './crawler-switch.ts'

export function crawlerStopCommand(): Command {
  return crawlerSwitchCommand({
    name: 'stop',
    description: 'Stop crawling; calls under way end, nothing is forgotten.',
    verb: stopCrawler,
    done: 'is stopped',
  })
}
