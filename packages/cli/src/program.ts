import { Command } from 'commander'
import { auditStatsCommand } from './commands/audit-stats.ts'
import { crawlerStartCommand } from './commands/crawler-start.ts'
import { crawlerStatusCommand } from './commands/crawler-status.ts'
import { crawlerStopCommand } from './commands/crawler-stop.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { exportAtelierCommand } from './commands/export-atelier.ts'
import { exportGamesCommand } from './commands/export-games.ts'
import { importMatchesCommand } from './commands/import-matches.ts'
import { importRowsCommands } from './commands/import-rows.ts'
import { importsListCommand } from './commands/imports-list.ts'
import { importsRejectsCommand } from './commands/imports-rejects.ts'
import { importsShowCommand } from './commands/imports-show.ts'
import { keysCreateCommand } from './commands/keys-create.ts'
import { keysListCommand } from './commands/keys-list.ts'
import { keysRevokeCommand } from './commands/keys-revoke.ts'
import { keysRotateCommand } from './commands/keys-rotate.ts'
import { migrateCommand } from './commands/migrate.ts'
import { playerConsentCommand } from './commands/player-consent.ts'
import { playerEraseCommand } from './commands/player-erase.ts'
import { quarantineListCommand } from './commands/quarantine-list.ts'
import { quarantineRetryCommand } from './commands/quarantine-retry.ts'
import { quarantineShowCommand } from './commands/quarantine-show.ts'
import { rebuildCancelCommand } from './commands/rebuild-cancel.ts'
import { rebuildRatingsCommand } from './commands/rebuild-ratings.ts'
import { rebuildStatsCommand } from './commands/rebuild-stats.ts'
import { rebuildStatusCommand } from './commands/rebuild-status.ts'
import { simulateMatchesCommand } from './commands/simulate-matches.ts'
import { userCreateCommand } from './commands/user-create.ts'
import { userRoleCommand } from './commands/user-role.ts'

/** The whole command line. Every failure is thrown: only main.ts ends the process. */
export function createProgram(): Command {
  const program = new Command('loadout')
    .description("The operator's tool of a Loadout installation.")
    .addCommand(migrateCommand())
    .addCommand(group('import', 'Take in data.', [importMatchesCommand(), ...importRowsCommands()]))
    .addCommand(
      group('export', 'Write what an import reads.', [
        exportAtelierCommand(),
        exportGamesCommand(),
      ]),
    )
    .addCommand(
      group('imports', 'What became of imports, and the rows they did not take.', [
        importsListCommand(),
        importsShowCommand(),
        importsRejectsCommand(),
      ]),
    )
    .addCommand(
      group('quarantine', 'Documents that are not counted, and why.', [
        quarantineListCommand(),
        quarantineShowCommand(),
        quarantineRetryCommand(),
      ]),
    )
    .addCommand(
      group('crawler', 'Matches fetched from the match API.', [
        crawlerStatusCommand(),
        crawlerStartCommand(),
        crawlerStopCommand(),
      ]),
    )
    .addCommand(
      group('keys', 'API keys, and the keys that sign access tokens.', [
        keysCreateCommand(),
        keysListCommand(),
        keysRevokeCommand(),
        keysRotateCommand(),
      ]),
    )
    .addCommand(group('user', 'Accounts of people.', [userCreateCommand(), userRoleCommand()]))
    .addCommand(
      group('player', 'Who may be shown, and who is forgotten.', [
        playerConsentCommand(),
        playerEraseCommand(),
      ]),
    )
    .addCommand(
      group('rebuild', 'Make derived data anew.', [
        rebuildStatsCommand(),
        rebuildRatingsCommand(),
        rebuildStatusCommand(),
        rebuildCancelCommand(),
      ]),
    )
    .addCommand(group('audit', 'Whether what is counted is right.', [auditStatsCommand()]))
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
