import type { Command } from 'commander'
import { exportAtelierCommand } from './export-atelier.ts'
import { exportGamesCommand } from './export-games.ts'

export function exportCommands(): readonly Command[] {
  return [exportAtelierCommand(), exportGamesCommand()]
}
