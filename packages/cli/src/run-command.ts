import { CommanderError } from 'commander'
import { isDebug } from './env.ts'
import { EXIT } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { surroundings } from './surroundings.ts'
import { tell } from './terminal.ts'

/** A whole call of the command line, to its exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    const program = await createProgram(args)
    await program.parseAsync(args, { from: 'user' })
    return Number(surroundings().exitCode ?? 0)
  } catch (error) {
    // Commander has said what is wrong; help and version are no failure.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage
    return await report(error)
  }
}

async function report(error: unknown): Promise<number> {
  const { explainError } = await import('./explain-error.ts')
  const { message, hint, exitCode } = explainError(error)
  tell(`loadout: ${message}`)
  if (hint !== undefined) tell(hint)
  if (isDebug() && error instanceof Error) tell(error.stack ?? '')
  return exitCode
}
