import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { bareEnv } from '@loadout/infra/testing'
import { runCommand } from '../../src/run-command.ts'
import { runIn } from '../../src/surroundings.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')

export interface CliResult {
  /** Exit code, or the signal that ended the process. */
  readonly code: number | string | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly env: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
  readonly cwd?: string
}

export interface ProcessOptions extends CliOptions {
  /** Gets the process as soon as it runs, e.g. to send it a signal. */
  readonly onStart?: (child: ChildProcess) => void
}

/**
 * Calls the command line in this process, with no settings but those given: what a command does is the same,
 * and nothing has to be loaded for it.
 */
export async function runCli(
  args: readonly string[],
  { env, input = '', cwd = process.cwd() }: CliOptions,
): Promise<CliResult> {
  const [stdout, stderr] = [collector(), collector()]
  const surroundings = {
    ...{ env, stdin: Readable.from([Buffer.from(input)], { objectMode: false }) },
    ...{ stdout: stdout.stream, stderr: stderr.stream, cwd: () => cwd },
  }
  const code = await runIn(surroundings, () => runCommand(args))
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

function collector() {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}

/** Runs the real command in a process of its own, with no settings but those given. */
export function runCliProcess(
  args: readonly string[],
  options: ProcessOptions,
): Promise<CliResult> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...bareEnv(), ...options.env },
    cwd: options.cwd,
    stdio: 'pipe',
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  options.onStart?.(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code: code ?? signal, ...output }))
  })
}

/** The numbers of an import's summary by their names. */
export function countsOf({ stdout }: CliResult): Readonly<Record<string, number>> {
  const rows = stdout.matchAll(/^(accepted|duplicate|excluded|quarantined|files) +([\d,]+)$/gm)
  return Object.fromEntries(
    [...rows].map(([, name = '', value = '']) => [name, Number(value.replaceAll(',', ''))]),
  )
}
