import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { answers } from './child.ts'
import { get, queryUrl } from './http.ts'
import { peakMemoryMb, processTree } from './process-usage.ts'

export interface StartOptions {
  readonly checkout: string
  readonly env: NodeJS.ProcessEnv
  readonly port: number
  readonly logFile: string
  readonly signal: AbortSignal
}

/** Seconds from the command on. */
export interface StartTimes {
  readonly ready: number
  /** Until the role board counts a match. */
  readonly demo: number
  /** From SIGTERM to npm alone, as a service manager may send it, until the last process was gone. */
  readonly stop: number
  /** Processes that were still there after `STOP_MS`. */
  readonly leftover: number
  /** What the command printed. */
  readonly output: string
}

const PATIENCE_MS = 600_000
const STOP_MS = 15_000

/** Runs `npm start` until its demo data is visible, then ends it with SIGTERM. */
export async function timeStart(options: StartOptions): Promise<StartTimes> {
  const log = openSync(options.logFile, 'w')
  const started = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: options.checkout,
    env: options.env,
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let ended = false
  void exited.then(() => {
    ended = true
  })
  const until = async (happened: () => Promise<boolean>) => {
    while (!(await happened())) {
      options.signal.throwIfAborted()
      const seconds = secondsSince(started)
      if (ended || seconds * 1_000 > PATIENCE_MS) {
        throw new Error(`npm start gave up:\n${readFileSync(options.logFile, 'utf8')}`)
      }
      await sleep(50)
    }
    return secondsSince(started)
  }
  const base = `http://127.0.0.1:${options.port}`
  try {
    const ready = await until(() => answers(`${base}/readyz`))
    const demo = await until(() => showsMatches(base))
    const tree = processTree(child.pid ?? 0)
    const stopping = performance.now()
    child.kill('SIGTERM')
    await exited
    while (countAlive(tree) > 0 && secondsSince(stopping) * 1_000 < STOP_MS) await sleep(20)
    const stop = secondsSince(stopping)
    const output = readFileSync(options.logFile, 'utf8')
    return { ready, demo, stop, leftover: countAlive(tree), output }
  } finally {
    if (!ended) await endAll(child.pid ?? 0, exited)
  }
}

/** The way out after a failure: the starter gets its time to end what it started. */
async function endAll(pid: number, exited: Promise<void>): Promise<void> {
  const tree = processTree(pid)
  signalQuietly(pid, 'SIGTERM')
  await Promise.race([exited, sleep(STOP_MS, undefined, { ref: false })])
  for (const one of tree) signalQuietly(one, 'SIGKILL')
}

async function showsMatches(base: string): Promise<boolean> {
  try {
    const body = await get(queryUrl(base, 'stats.roleBoard', { queue: 'competitive' }))
    return /"matches":[1-9]\d*,"(?:maps|updatedAt)"/.test(body)
  } catch {
    return false
  }
}

/** A zombie holds no memory and counts as gone. */
function countAlive(pids: readonly number[]): number {
  return pids.filter((pid) => peakMemoryMb(pid) > 0).length
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended.
  }
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1_000
}
