import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Reaper } from './reaper.ts'

/** The real worker process under a supervisor that starts it again when it is killed. */
export interface SupervisedWorker {
  /** Kills it with -9 and starts the next. Returns the pid that died. */
  kill(): Promise<number>
  /** Ends that nobody asked for: `code/signal`. The worker is started again nevertheless. */
  readonly crashes: readonly string[]
  /** Resolves when the worker says that it is ready. Throws when it does not within the time. */
  ready(withinMs: number): Promise<void>
  /** Asks for an orderly stop; resolves with the exit code (null: a signal ended it). */
  stop(): Promise<number | null>
}

export interface WorkerOptions {
  readonly env: Readonly<Record<string, string>>
  /** Of its `/readyz`. */
  readonly port: number
  readonly logFile: string
  readonly reaper: Reaper
}

const MAIN = fileURLToPath(new URL('../../../../packages/worker/src/main.ts', import.meta.url))

export function superviseWorker(options: WorkerOptions): SupervisedWorker {
  const { logFile, port, reaper } = options
  const env = { ...options.env, WORKER_PORT: String(port) }
  const crashes: string[] = []
  let expected = false
  let current = launch()

  function launch(): ChildProcess {
    const log = openSync(logFile, 'a')
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', log, log, 'ipc'] })
    closeSync(log)
    if (child.pid !== undefined) reaper.watch(child.pid)
    child.once('exit', (code, signal) => {
      if (expected) return
      crashes.push(`${code ?? signal}`)
      current = launch()
    })
    return child
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    expected = true
    const child = current
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit')
      child.kill(signal)
      await exited
    }
    return child.exitCode
  }

  return {
    crashes,
    async kill() {
      const pid = current.pid ?? 0
      await end('SIGKILL')
      expected = false
      current = launch()
      return pid
    },
    ready: (withinMs) => untilReady(port, withinMs),
    stop: () => end('SIGTERM'),
  }
}

async function untilReady(port: number, withinMs: number): Promise<void> {
  const signal = AbortSignal.timeout(withinMs)
  const ask = () => fetch(`http://127.0.0.1:${port}/readyz`, { signal }).catch(() => undefined)
  while ((await ask())?.status !== 200) {
    signal.throwIfAborted()
    await sleep(100)
  }
}
