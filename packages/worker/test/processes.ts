import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { bareEnv } from '@loadout/infra/testing'

export interface TestProcess {
  readonly child: ChildProcess
  /** Everything it wrote so far. */
  output(): string
  /** Resolves with the exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>
}

/** Runs a module of this package as a process of its own. */
export function startProcess(
  module: string,
  env: Readonly<Record<string, string>>,
  options: { readonly ipc?: boolean } = {},
): TestProcess {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', ...(options.ipc ? (['ipc'] as const) : [])]
  const file = new URL(`../${module}`, import.meta.url).pathname
  const child = spawn(process.execPath, [file], { env: { ...bareEnv(), ...env }, stdio })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk
    })
  }
  // Not `close`, which never comes once an IPC channel was cut from this side.
  const ended = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'end'))
  const exited = once(child, 'exit').then(async ([code, signal]): Promise<number | string> => {
    await Promise.all(ended)
    return code ?? signal
  })
  return { child, output: () => text, exited }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
