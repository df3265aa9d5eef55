import type { Command } from 'commander'
import { keysCreateCommand } from './keys-create.ts'
import { keysListCommand } from './keys-list.ts'
import { keysRevokeCommand } from './keys-revoke.ts'
import { keysRotateCommand } from './keys-rotate.ts'

export function keysCommands(): readonly Command[] {
  return [keysCreateCommand(), keysListCommand(), keysRevokeCommand(), keysRotateCommand()]
}
