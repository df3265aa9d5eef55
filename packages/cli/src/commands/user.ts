import type { Command } from 'commander'
import { userCreateCommand } from './user-create.ts'
import { userRoleCommand } from './user-role.ts'

export function userCommands(): readonly Command[] {
  return [userCreateCommand(), userRoleCommand()]
}
