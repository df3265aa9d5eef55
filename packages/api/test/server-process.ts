import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { bareEnv } from '@loadout/infra/testing'

export type RuntimeName = 'node' | 'bun'
export const RUNTIMES = ['node', 'bun'] as const satisfies readonly RuntimeName[]

/** A real API process on a free port. */
export interface ServerProcess {
  readonly url: string
  readonly port: number
  readonly child: ChildProcess
  /** Everything it wrote so far, both streams. */
  output(): string
  /** Ends it and waits for its end; the exit code, or null after a signal. With SIGKILL at once: without, it drains. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

const BUN = fileURLToPath(new URL('../node_modules/.bin/bun', import.meta.url))

/**
 * Starts `main.<runtime>.ts` on a free port; resolves once it listens, throws with its exit code and
 * output if it never does.
 */
export async function startServer(
  runtime: RuntimeName,
  env: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const main = fileURLToPath(new URL(`../src/main.${runtime}.ts`, import.meta.url))
  const child = spawn(runtime === 'node' ? process.execPath : BUN, [main], {
    env: {
      ...bareEnv(),
      NODE_ENV: 'production',
      PORT: '0',
      ...env,
      LOG_LEVEL: 'info',
    },
    // The channel ends it when the test run dies.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const lines: string[] = []
  const exited = once(child, 'exit')
  const port = await listeningPort(child, lines)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    child,
    output: () => lines.join('\n'),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await exited
      }
      return child.exitCode
    },
  }
}

function listeningPort(child: ChildProcess, lines: string[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      const port = /"port":(\d+).*"msg":"listening"/.exec(line)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  }
  child.once('exit', (code) =>
    reject(new Error(`exit ${code} before listening:\n${lines.join('\n')}`)),
  )
  return promise
}
