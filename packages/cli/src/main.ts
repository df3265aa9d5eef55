import { CommanderError } from 'commander'
import { isDebug } from './env.ts'
import { EXIT } from './exit-codes.ts'
import { explainError } from './explain-error.ts'
import { createProgram } from './program.ts'
import { endWithReader, tell } from './terminal.ts'

endWithReader()
process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    // Commander has said what is wrong; help and version are no failure.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage
    return report(error)
  }
}

function report(error: unknown): number {
  const { message, hint, exitCode } = explainError(error)
  tell(`loadout: ${message}`)
  if (hint !== undefined) tell(hint)
  if (isDebug() && error instanceof Error) tell(error.stack ?? '')
  return exitCode
}
