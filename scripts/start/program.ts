import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify, type ProcessRecord } from '../boot/process-identity.mjs'
import { openFreshLog, tail } from '../services/files.ts'
import { stopProcess, stopSteps } from '../services/process-record.ts'
import { NODE_FLAGS } from './node-flags.ts'

/** One of Loadout's own long-running processes: the API or the worker. */
export type ProgramPlan = {
  readonly name: string
  /** The TypeScript entry, an absolute path. */
  readonly entry: string
  readonly env: NodeJS.ProcessEnv
  readonly port: number
  readonly logFile: string
  /** Told each pid, the first and those of restarts. */
  readonly onStart: (pid: number) => void
  /** Told in one line when the process ended unexpectedly. */
  readonly onRestart: (line: string) => void
  /** Aborted when the start is to be given up. */
  readonly signal: AbortSignal
}

export type Program = {
  /** Settles when the process ended too often to be started again. Never settles after `stop`. */
  readonly failed: Promise<Error>
  /** Ends the process, gracefully for at most `withinMs`. */
  readonly stop: (withinMs: number) => Promise<void>
}

type Launched = { readonly record: ProcessRecord | undefined; readonly exited: Promise<void> }

const READY_WITHIN_MS = 60_000
const MAX_RESTARTS = 5
const RESTART_WINDOW_MS = 60_000

/**
 * Starts a program and resolves when its /readyz answers 200. From then on an unexpected end starts it again,
 * at growing intervals, at most five times in a minute.
 * @throws Error with the end of its log when it never gets ready.
 */
export async function startProgram(plan: ProgramPlan): Promise<Program> {
  let stopped = false
  let current = launch(plan, openFreshLog(plan.logFile))
  const stop = async (withinMs: number) => {
    stopped = true
    if (current.record) {
      await stopProcess(current.record, stopSteps(['SIGTERM', 'SIGKILL'], withinMs))
    }
  }
  if (!(await untilReady(plan, current.exited))) {
    await stop(1_000)
    plan.signal.throwIfAborted()
    throw new Error(`The ${plan.name} did not get ready. ${endOfLog(plan)}`)
  }
  const supervise = async (): Promise<Error> => {
    let restarts: readonly number[] = []
    for (;;) {
      await current.exited
      if (stopped) return never
      restarts = restarts.filter((time) => time > performance.now() - RESTART_WINDOW_MS)
      const problem = `The ${plan.name} ended unexpectedly. ${endOfLog(plan)}`
      if (restarts.length >= MAX_RESTARTS) return new Error(problem)
      plan.onRestart(`${problem}\nStarting it again (${restarts.length + 1} of ${MAX_RESTARTS}).`)
      await sleep(250 * 2 ** restarts.length)
      if (stopped) return never
      restarts = [...restarts, performance.now()]
      current = launch(plan, openSync(plan.logFile, 'a'))
    }
  }
  return { failed: supervise(), stop }
}

const never = new Promise<never>(() => {})

const endOfLog = ({ logFile }: ProgramPlan) => `End of ${logFile}:\n${tail(logFile)}`

/**
 * The program runs in a session of its own, so that Ctrl-C reaches the starter alone, which decides the order of
 * the end. Through the open channel it notices when the starter was killed, and ends by itself.
 */
function launch(plan: ProgramPlan, log: number): Launched {
  const child = spawn(process.execPath, [...NODE_FLAGS, plan.entry], {
    env: plan.env,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  if (child.pid !== undefined) plan.onStart(child.pid)
  return {
    record: child.pid === undefined ? undefined : identify(child.pid),
    exited: settled(child),
  }
}

function settled(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve())
  })
}

async function untilReady(plan: ProgramPlan, exited: Promise<void>): Promise<boolean> {
  let ended = false
  void exited.then(() => {
    ended = true
  })
  const deadline = performance.now() + READY_WITHIN_MS
  while (!ended && !plan.signal.aborted && performance.now() < deadline) {
    if (await isReady(plan.port)) return true
    await sleep(50)
  }
  return false
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, {
      signal: AbortSignal.timeout(2_000),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
