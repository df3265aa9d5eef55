import { AsyncLocalStorage } from 'node:async_hooks'
import type { Readable, Writable } from 'node:stream'

/** What a command reads, writes and leaves behind. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable & { readonly isTTY?: boolean }
  exitCode?: number | string | null | undefined
  cwd(): string
}

const given = new AsyncLocalStorage<Surroundings>()

/** Those of this process, unless the command was called with others. */
export function surroundings(): Surroundings {
  return given.getStore() ?? process
}

/** Calls a command with other surroundings: several may run in one process. */
export function runIn<Result>(others: Surroundings, command: () => Result): Result {
  return given.run(others, command)
}
