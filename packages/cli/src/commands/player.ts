import type { Command } from 'commander'
import { playerConsentCommand } from './player-consent.ts'
import { playerEraseCommand } from './player-erase.ts'

export function playerCommands(): readonly Command[] {
  return [playerConsentCommand(), playerEraseCommand()]
}
