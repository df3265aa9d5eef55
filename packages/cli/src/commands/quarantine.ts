import type { Command } from 'commander'
import { quarantineListCommand } from './quarantine-list.ts'
import { quarantineRetryCommand } from './quarantine-retry.ts'
import { quarantineShowCommand } from './quarantine-show.ts'

export function quarantineCommands(): readonly Command[] {
  return [quarantineListCommand(), quarantineShowCommand(), quarantineRetryCommand()]
}
