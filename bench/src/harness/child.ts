import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ChildPlan {
  /** A TypeScript entry, an absolute path. */
  readonly entry: string
  readonly args?: readonly string[]
  /** Of Node. */
  readonly flags?: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Gets standard output and errors. */
  readonly logFile: string
  /** Folder for a CPU profile of every thread; written when the process ends by itself. */
  readonly profileDir?: string | null
}

/** A process of this benchmark. */
export interface Child extends AsyncDisposable {
  readonly pid: number
  readonly process: ChildProcess
  /** The exit code, or null after a signal. */
  readonly exited: Promise<number | null>
  /** SIGTERM, then SIGKILL after ten seconds; resolves when it is gone. */
  stop(): Promise<void>
}

const STOP_MS = 12_000

/** Starts a process that also ends when this one does, because their channel closes. */
export function startChild(plan: ChildPlan): Child {
  const log = openSync(plan.logFile, 'w')
  const { profileDir } = plan
  const profiler = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : []
  const flags = [...(plan.flags ?? []), ...profiler]
  const child = spawn(process.execPath, [...flags, plan.entry, ...(plan.args ?? [])], {
    env: plan.env,
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const { pid } = child
  if (pid === undefined) throw new Error(`${plan.entry} cannot be started`)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await exited
    clearTimeout(kill)
  }
  return { pid, process: child, exited, stop, [Symbol.asyncDispose]: stop }
}

/** Resolves when `url` answers 2xx. Throws with the end of the log when the process ends or 60 s pass. */
export async function untilReady(
  child: Child,
  options: { readonly url: string; readonly logFile: string; readonly signal: AbortSignal },
): Promise<void> {
  let ended = false
  void child.exited.then(() => {
    ended = true
  })
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; ) {
    options.signal.throwIfAborted()
    if (ended) break
    if (await answers(options.url)) return
    await sleep(25)
  }
  throw new Error(`${options.url} did not answer:\n${readFileSync(options.logFile, 'utf8')}`)
}

/** True when a GET is answered 2xx within two seconds. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
