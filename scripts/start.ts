import { join } from 'node:path'
import { environment } from './env.ts'
import { type BringUp, bringUp, cliEntry } from './start/bring-up.ts'
import { ConfigurationError } from './start/configuration-error.ts'
import { claimHome } from './start/home.ts'
import { readOptions } from './start/options.ts'
import { firstEnd, type Running, shutDown } from './start/running.ts'
import { runTask } from './start/task.ts'
import { report, say, step, warn } from './start/terminal.ts'
import { USAGE } from './start/usage.ts'
import { welcome } from './start/welcome.ts'

/**
 * `npm start`: PostgreSQL, Redis, migrations, API, worker, demo data; then it stays until Ctrl-C. A signal may
 * arrive several times (terminal, npm and the boot each send it); the first one counts.
 */

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort())
}
process.on('disconnect', () => stopping.abort())
process.channel?.unref()
stopping.signal.addEventListener('abort', limitShutdown)

process.exitCode = await main(join(import.meta.dirname, '..'))
process.exit()

async function main(root: string): Promise<number> {
  const args = process.argv.slice(2)
  if (args.includes('--help') || args.includes('-h')) {
    say(USAGE)
    return 0
  }
  try {
    const options = await readOptions({ root, env: environment, args })
    const claim = await claimHome(options.home, `http://localhost:${options.port}`)
    return await run({ root, options, claim, signal: stopping.signal })
  } catch (error) {
    if (stopping.signal.aborted) return 0
    warn(`\n${error instanceof Error ? error.message : error}`)
    return error instanceof ConfigurationError ? error.exitCode : 1
  }
}

async function run(context: BringUp): Promise<number> {
  const { options, claim, signal } = context
  const running: Running = { programs: [] }
  try {
    report('toolchain', `Node ${process.versions.node}`, options.bootMs)
    const env = await bringUp(running, context)
    if (options.demo) await demo(context, env)
    say(welcome(options))
    const problem = await firstEnd(running, signal)
    if (problem) throw problem
    return 0
  } finally {
    claim.stopping()
    if (running.programs.length > 0) say('\nStopping ...')
    await shutDown(running)
    claim.release()
  }
}

/** The demo is a gift, not a part of the system: when it fails, the system still serves. */
async function demo({ root, options, signal }: BringUp, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ['demo', '--url', `http://127.0.0.1:${options.port}`]
  try {
    const load = () => runTask(cliEntry(root), { args, env, signal })
    const table = await step('demo', load, () => 'matches, a small shop, a community')
    say(`\n${table.trimEnd()}`)
  } catch (error) {
    signal.throwIfAborted()
    warn(`The demo data could not be loaded. ${error instanceof Error ? error.message : error}`)
  }
}

/** Ten seconds after it was asked, this process is gone, even in the middle of a package installation. */
function limitShutdown(): void {
  setTimeout(() => process.exit(1), 9_800).unref()
}
