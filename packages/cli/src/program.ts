import { Command } from 'commander'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { importMatchesCommand } from './commands/import-matches.ts'
import { keysCreateCommand } from './commands/keys-create.ts'
import { keysListCommand } from './commands/keys-list.ts'
import { keysRevokeCommand } from './commands/keys-revoke.ts'
import { migrateCommand } from './commands/migrate.ts'
import { quarantineListCommand } from './commands/quarantine-list.ts'
import { quarantineRetryCommand } from './commands/quarantine-retry.ts'
import { quarantineShowCommand } from './commands/quarantine-show.ts'
import { simulateMatchesCommand } from './commands/simulate-matches.ts'

/** The whole command line. Every failure is thrown: only main.ts ends the process. */
export function createProgram(): Command {
  const program = new Command('loadout')
    .description("The operator's tool of a Loadout installation.")
    .addCommand(migrateCommand())
    .addCommand(group('import', 'Take in data.', [importMatchesCommand()]))
    .addCommand(
      group('quarantine', 'Documents that are not counted, and why.', [
        quarantineListCommand(),
        quarantineShowCommand(),
        quarantineRetryCommand(),
      ]),
    )
    .addCommand(
      group('keys', 'API keys.', [keysCreateCommand(), keysListCommand(), keysRevokeCommand()]),
    )
    .addCommand(group('simulate', 'Unlimited realistic input.', [simulateMatchesCommand()]))
    .addCommand(demoCommand())
    .addCommand(doctorCommand())
  return throwing(program)
}

function group(name: string, description: string, commands: readonly Command[]): Command {
  const parent = new Command(name).description(description)
  for (const command of commands) parent.addCommand(command)
  return parent
}

/** Commander's subcommands made elsewhere inherit nothing, so each is told. */
function throwing(command: Command): Command {
  command.exitOverride().showHelpAfterError('(add --help for usage)')
  for (const child of command.commands) throwing(child)
  return command
}
