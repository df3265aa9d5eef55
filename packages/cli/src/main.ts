import { runCommand } from './run-command.ts'
import { endWithReader } from './terminal.ts'

endWithReader()
process.exitCode = await runCommand(process.argv.slice(2))
