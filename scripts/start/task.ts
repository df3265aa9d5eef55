import { spawn } from 'node:child_process'

export type TaskOptions = {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Ends the task early. */
  readonly signal: AbortSignal
}

/**
 * Runs a command of the operator's tool to its end and returns its stdout.
 * @throws Error with the end of its output when it fails.
 */
export function runTask(entry: string, { args, env, signal }: TaskOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...args], {
      env,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output = { out: '', all: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.out += text
      output.all += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.all += text
    })
    child.once('error', reject)
    child.once('close', (code, killed) => {
      if (code === 0) return resolve(output.out)
      const end = output.all.trimEnd().split('\n').slice(-15).join('\n')
      return reject(new Error(`loadout ${args[0]} failed (${killed ?? code}):\n${end}`))
    })
  })
}
