import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify } from '../boot/process-identity.mjs'
import { openFreshLog, tail } from './files.ts'
import { keptPort } from './ports.ts'
import { loadLiveRecord, saveRecord, stopProcess, stopSteps } from './process-record.ts'

/** A running background service. `exited` settles when its process ends, for whatever reason. */
export type Service = {
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly exited: Promise<void>
  /** Ends the service, gracefully for at most `withinMs` (5 s), and waits for its exit. May be called again. */
  readonly stop: (withinMs?: number) => Promise<void>
}

/** How one kind of service is run. `dir` holds its data, its log and its bookkeeping. */
export type DaemonPlan = {
  readonly name: string
  readonly dir: string
  /** A fixed port; without it a free one is chosen and kept. */
  readonly port?: number | undefined
  readonly command: (port: number) => DaemonCommand
  readonly isReady: (port: number, pid: number) => Promise<boolean>
  readonly url: (port: number) => string
  /** Ever harder: the first is the graceful one. */
  readonly stopSignals: readonly NodeJS.Signals[]
}

export type DaemonCommand = {
  readonly file: string
  readonly args: readonly string[]
  /** Who to run as; empty for the current user. */
  readonly ids?: { readonly uid?: number; readonly gid?: number }
}

// A cluster that was killed under load replays its log first; a minute covers max_wal_size on a slow disk.
const READY_WITHIN_MS = 60_000
// Losing the race for a port, or backends of a killed postmaster that still end: both pass by themselves.
const TRANSIENT = /address already in use|pre-existing shared memory block/i
const ATTEMPTS = 20

/**
 * Starts a service in its own session (Ctrl-C in the terminal does not reach it, so the starter decides the
 * order of the end) and resolves when it is ready. A process left over by a killed starter is ended first.
 * @throws Error with the last lines of the service's log when it ends before it is ready.
 */
export async function startDaemon(plan: DaemonPlan): Promise<Service> {
  const previous = loadLiveRecord(recordFile(plan))
  if (previous) await stopProcess(previous, stopSteps(plan.stopSignals))
  for (let attempt = 1; ; attempt++) {
    const port = plan.port ?? (await keptPort(`${plan.dir}/port`))
    const service = launch(plan, port)
    const problem = await untilReady(plan, service)
    if (!problem) return service
    await service.stop()
    const log = tail(logFile(plan))
    if (attempt === ATTEMPTS || !TRANSIENT.test(log)) {
      throw new Error(`${plan.name} ${problem}. End of ${logFile(plan)}:\n${log}`)
    }
    await sleep(250)
  }
}

function launch(plan: DaemonPlan, port: number): Service {
  const { file, args, ids } = plan.command(port)
  const log = openFreshLog(logFile(plan))
  const child = spawn(file, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    ...ids,
  })
  closeSync(log)
  const exited = settled(child)
  const record = child.pid === undefined ? undefined : identify(child.pid)
  if (record) saveRecord(recordFile(plan), record)
  const stop = async (withinMs?: number) => {
    if (record) await stopProcess(record, stopSteps(plan.stopSignals, withinMs))
    rmSync(recordFile(plan), { force: true })
  }
  return { url: plan.url(port), port, pid: child.pid ?? 0, exited, stop }
}

/** Resolves without a value when the service is ready, else with what went wrong. */
async function untilReady(plan: DaemonPlan, service: Service): Promise<string | undefined> {
  let ended = false
  void service.exited.then(() => {
    ended = true
  })
  const deadline = performance.now() + READY_WITHIN_MS
  while (!ended) {
    if (await plan.isReady(service.port, service.pid)) return undefined
    if (performance.now() > deadline) return `was not ready within ${READY_WITHIN_MS / 1000} s`
    await sleep(25)
  }
  return 'ended before it was ready'
}

/** The end of a child, whether it ran or could not be started at all. */
function settled(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve())
  })
}

const recordFile = (plan: DaemonPlan) => `${plan.dir}/process.json`
const logFile = (plan: DaemonPlan) => `${plan.dir}/${plan.name}.log`
