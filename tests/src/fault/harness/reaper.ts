import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { identify } from '../../../../scripts/boot/process-identity.mjs'

/** Sees to it that nothing a test started outlives the test, however the test ends. */
export interface Reaper {
  /** From now on this process is ended when the test is. */
  watch(pid: number): void
  /** Ends what still runs and removes the folder. May be called again. */
  close(): Promise<void>
}

const PROGRAM = fileURLToPath(new URL('reaper-process.ts', import.meta.url))

/**
 * Starts a process of its own session that waits for the end of its standard input: the kernel closes
 * it also when this process is killed with -9, when no handler of ours could run.
 */
export function startReaper(folder: string): Reaper {
  const child = spawn(process.execPath, [PROGRAM, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  let closed: Promise<void> | undefined
  return {
    watch(pid) {
      const record = identify(pid)
      if (record !== undefined) child.stdin.write(`${JSON.stringify(record)}\n`)
    },
    close() {
      closed ??= endOf(child)
      return closed
    },
  }
}

async function endOf(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.stdin?.end()
  await exited
}
