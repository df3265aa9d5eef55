import { type Command, CommanderError } from 'commander'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProgram } from './program.ts'

/** So that no test has to load every command in its own time. */
beforeAll(async () => {
  await createProgram()
})

/** What commander says goes to the real streams; here it is of no interest. */
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => {
  vi.restoreAllMocks()
})

function all(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(all)]
}

const pathOf = (command: Command): string =>
  command.parent === null ? '' : `${pathOf(command.parent)} ${command.name()}`.trim()

const run = async (...args: string[]) => {
  const program = await createProgram(args)
  const error = await program.parseAsync(args, { from: 'user' }).catch((reason: unknown) => reason)
  if (error instanceof CommanderError) return error
  throw new Error('the command ran')
}

describe('the command line', () => {
  it('has these commands, on which scripts and documents rely', async () => {
    const leaves = all(await createProgram()).filter(({ commands }) => commands.length === 0)
    expect(leaves.map(pathOf)).toEqual([
      'migrate',
      'import matches',
      'import products',
      'import reviews',
      'import questions',
      'import games',
      'import atelier',
      'export atelier',
      'export games',
      'imports list',
      'imports show',
      'imports rejects',
      'quarantine list',
      'quarantine show',
      'quarantine retry',
      'crawler status',
      'crawler start',
      'crawler stop',
      'keys create',
      'keys list',
      'keys revoke',
      'keys rotate',
      'user create',
      'user role',
      'player consent',
      'player erase',
      'rebuild stats',
      'rebuild ratings',
      'rebuild status',
      'rebuild cancel',
      'audit stats',
      'simulate matches',
      'demo',
      'doctor',
    ])
  })

  it('explains every command, argument and option', async () => {
    for (const command of all(await createProgram())) {
      expect(command.description(), pathOf(command)).not.toBe('')
      for (const { name, description } of command.registeredArguments.map((argument) => ({
        name: `${pathOf(command)} ${argument.name()}`,
        description: argument.description,
      }))) {
        expect(description, name).not.toBe('')
      }
      for (const option of command.options) expect(option.description, option.flags).not.toBe('')
    }
  })

  it.each([
    ['an unknown command', ['nothing']],
    ['an unknown subcommand', ['keys', 'steal']],
    ['an unknown option', ['migrate', '--fast']],
    ['a missing argument', ['quarantine', 'show']],
    ['one argument too many', ['keys', 'revoke', 'a', 'b']],
    ['a number that is none', ['simulate', 'matches', '--count', 'many']],
    ['a kind there is not', ['simulate', 'matches', '--kind', 'chess']],
    ['a source there is not', ['import', 'matches', 'x', '--source', 'kafka']],
    ['a URL that is none', ['import', 'matches', 'x', '--url', 'localhost']],
    ['rows of a kind there is not', ['import', 'toys', 'x.csv']],
    ['a format there is not', ['export', 'toys', 'x']],
    ['an id that is none', ['quarantine', 'show', '0']],
    ['the id of an import that is none', ['imports', 'rejects', 'last']],
    ['no file to import', ['import', 'products', '--dry-run']],
    ['no scope', ['keys', 'create', '--name', 'x']],
  ])('throws for %s, before anything is done', async (_, args) => {
    const { exitCode } = await run(...args)
    expect(exitCode).not.toBe(0)
  })

  it.each([['--help'], ['keys', '--help'], ['import', 'matches', '--help']])(
    'takes help for no failure: %s',
    async (...args) => {
      expect((await run(...args)).exitCode).toBe(0)
    },
  )

  it.each([
    ['keys', ['keys', 'list']],
    ['quarantine', ['help', 'quarantine']],
    ['simulate', ['--', 'simulate', 'matches']],
  ])('loads of the groups %s alone for %j', async (name, args) => {
    const loaded = (await createProgram(args)).commands.filter(
      ({ commands }) => commands.length > 0,
    )
    expect(loaded.map((command) => command.name())).toEqual([name])
  })

  it('loads nothing to say what there is', async () => {
    const { commands } = await createProgram(['--help'])
    expect(commands.map((command) => command.name())).toEqual(
      (await createProgram()).commands.map((command) => command.name()),
    )
    expect(commands.flatMap((command) => command.commands)).toEqual([])
  })

  it('is built anew each time: nothing of one call is left for the next', async () => {
    const [first, second] = [await createProgram(), await createProgram()]
    expect(first).not.toBe(second)
    expect(all(first).some((command) => all(second).includes(command))).toBe(false)
  })
})
