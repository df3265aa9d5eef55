import type { Command } from 'commander'
import { crawlerStartCommand } from './crawler-start.ts'
import { crawlerStatusCommand } from './crawler-status.ts'
import { crawlerStopCommand } from './crawler-stop.ts'

export function crawlerCommands(): readonly Command[] {
  return [crawlerStatusCommand(), crawlerStartCommand(), crawlerStopCommand()]
}
