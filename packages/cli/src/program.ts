import { Command } from 'commander'
import { surroundings } from './surroundings.ts'

interface Entry {
  readonly name: string
  readonly description: string
  /** The command itself, or those of a group. */
  load(): Promise<Command | readonly Command[]>
}

/** Each is loaded when it is called: most of the time of a short command would go by loading the others. */
const COMMANDS: readonly Entry[] = [
  {
    name: 'migrate',
    description: 'Bring the database up to date: tables, then names of agents, maps and acts.',
    load: async () => (await import('./commands/migrate.ts')).migrateCommand(),
  },
  {
    name: 'import',
    description: 'Take in data.',
    load: async () => (await import('./commands/import.ts')).importCommands(),
  },
  {
    name: 'export',
    description: 'Write what an import reads.',
    load: async () => (await import('./commands/export.ts')).exportCommands(),
  },
  {
    name: 'imports',
    description: 'What became of imports, and the rows they did not take.',
    load: async () => (await import('./commands/imports.ts')).importsCommands(),
  },
  {
    name: 'quarantine',
    description: 'Documents that are not counted, and why.',
    load: async () => (await import('./commands/quarantine.ts')).quarantineCommands(),
  },
  {
    name: 'crawler',
    description: 'Matches fetched from the match API.',
    load: async () => (await import('./commands/crawler.ts')).crawlerCommands(),
  },
  {
    name: 'keys',
    description: 'API keys, and the keys that sign access tokens.',
    load: async () => (await import('./commands/keys.ts')).keysCommands(),
  },
  {
    name: 'user',
    description: 'Accounts of people.',
    load: async () => (await import('./commands/user.ts')).userCommands(),
  },
  {
    name: 'player',
    description: 'Who may be shown, and who is forgotten.',
    load: async () => (await import('./commands/player.ts')).playerCommands(),
  },
  {
    name: 'rebuild',
    description: 'Make derived data anew.',
    load: async () => (await import('./commands/rebuild.ts')).rebuildCommands(),
  },
  {
    name: 'audit',
    description: 'Whether what is counted is right.',
    load: async () => [(await import('./commands/audit-stats.ts')).auditStatsCommand()],
  },
  {
    name: 'simulate',
    description: 'Unlimited realistic input.',
    load: async () => [(await import('./commands/simulate-matches.ts')).simulateMatchesCommand()],
  },
  {
    name: 'demo',
    description:
      'Load simulated matches, a small shop and a community through the HTTP door; show the best agents per role and where the rest is.',
    load: async () => (await import('./commands/demo.ts')).demoCommand(),
  },
  {
    name: 'doctor',
    description: 'Check the configuration, PostgreSQL, Redis and the disk, each with its remedy.',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  },
]

/**
 * The command line as far as `args` need it, or all of it. Every failure is thrown: only main.ts ends the
 * process.
 */
export async function createProgram(args?: readonly string[]): Promise<Command> {
  const named = args?.find((arg) => !arg.startsWith('-') && arg !== 'help')
  const program = new Command('loadout').description(
    "The operator's tool of a Loadout installation.",
  )
  for (const entry of COMMANDS) {
    const loaded = args === undefined || entry.name === named ? await entry.load() : []
    program.addCommand(commandOf(entry, loaded))
  }
  return throwing(program)
}

function commandOf({ name, description }: Entry, loaded: Command | readonly Command[]): Command {
  if (loaded instanceof Command) return loaded.description(description)
  const group = new Command(name).description(description)
  for (const command of loaded) group.addCommand(command)
  return group
}

/** Commander's subcommands made elsewhere inherit nothing, so each is told. */
function throwing(command: Command): Command {
  command
    .exitOverride()
    .showHelpAfterError('(add --help for usage)')
    .configureOutput({
      writeOut: (text) => surroundings().stdout.write(text),
      writeErr: (text) => surroundings().stderr.write(text),
    })
  for (const child of command.commands) throwing(child)
  return command
}
