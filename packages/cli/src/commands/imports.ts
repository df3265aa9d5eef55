import type { Command } from 'commander'
import { importsListCommand } from './imports-list.ts'
import { importsRejectsCommand } from './imports-rejects.ts'
import { importsShowCommand } from './imports-show.ts'

export function importsCommands(): readonly Command[] {
  return [importsListCommand(), importsShowCommand(), importsRejectsCommand()]
}
