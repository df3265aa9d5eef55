import type { Command } from 'commander'
import { importMatchesCommand } from './import-matches.ts'
import { importRowsCommands } from './import-rows.ts'

export function importCommands(): readonly Command[] {
  return [importMatchesCommand(), ...importRowsCommands()]
}
