import type { Command } from 'commander'
import { rebuildCancelCommand } from './rebuild-cancel.ts'
import { rebuildRatingsCommand } from './rebuild-ratings.ts'
import { rebuildStatsCommand } from './rebuild-stats.ts'
import { rebuildStatusCommand } from './rebuild-status.ts'

export function rebuildCommands(): readonly Command[] {
  return [
    rebuildStatsCommand(),
    rebuildRatingsCommand(),
    rebuildStatusCommand(),
    rebuildCancelCommand(),
  ]
}
