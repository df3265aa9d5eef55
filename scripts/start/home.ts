import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseRecord, tryLock } from '../boot/lock.mjs'
import { identify, isAlive, type ProcessRecord } from '../boot/process-identity.mjs'
import { writePrivateFile } from '../services/files.ts'
import { stopProcess, stopSteps } from '../services/process-record.ts'
import { ConfigurationError } from './configuration-error.ts'

export type Role = 'postgres' | 'redis' | 'api' | 'worker'

/** The content of `<home>/run.json`: who runs here, and what it started. */
type Run = ProcessRecord & {
  readonly state: 'running' | 'stopping'
  readonly url: string
  readonly processes: readonly (ProcessRecord & { readonly role: Role })[]
}

/** The hold of one starter on its home. */
export type Claim = {
  /** Notes a process that was started, so that a later start can end it should this one be killed. */
  readonly note: (role: Role, pid: number) => void
  readonly stopping: () => void
  readonly release: () => void
}

// A starter that is being ended may take ten seconds; one that was just killed from outside notices soon.
const STOPPING_MS = 12_000
const NOTICING_MS = 1_500

/**
 * Takes a home for this process. A run that was killed there is cleaned up; one that still ends is awaited.
 * @throws Error naming the pid and URL of the run that holds the home; ConfigurationError when no folder can
 * be there.
 */
export async function claimHome(home: string, url: string): Promise<Claim> {
  makeHome(home)
  const file = join(home, 'run.json')
  const self = identify(process.pid) ?? { pid: process.pid, startTime: '' }
  let run: Run = { ...self, state: 'running', url, processes: [] }
  const previous = readRun(file)
  await takeOver(home, file, run)
  for (const left of previous?.processes ?? []) await stopProcess(left, LEFTOVER_STEPS)
  const update = (change: Partial<Run>) => {
    run = { ...run, ...change }
    writePrivateFile(file, JSON.stringify(run))
  }
  return {
    note: (role, pid) => {
      const others = run.processes.filter((process) => process.role !== role)
      const record = identify(pid)
      update({ processes: record ? [...others, { ...record, role }] : others })
    },
    stopping: () => update({ state: 'stopping' }),
    release: () => rmSync(file, { force: true }),
  }
}

function makeHome(home: string): void {
  try {
    mkdirSync(join(home, 'logs'), { recursive: true })
    accessSync(home, constants.W_OK)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw new ConfigurationError(
      `LOADOUT_HOME: ${home} cannot be used (${reason}). Set it to a folder that you may write to.`,
    )
  }
}

// For PostgreSQL SIGINT is the fast shutdown; everything else ends on it as well.
const LEFTOVER_STEPS = stopSteps(['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGKILL'], 7_000)

async function takeOver(home: string, file: string, run: Run): Promise<void> {
  const started = performance.now()
  for (;;) {
    const holder = tryLock(file, run)
    if (!holder) return
    const theirs = readRun(file)
    const patience = theirs?.state === 'stopping' ? STOPPING_MS : NOTICING_MS
    if (performance.now() - started > patience) {
      const where = theirs ? `, ${theirs.url}` : ''
      throw new Error(
        `Loadout already runs in ${home} (process ${holder.pid}${where}). ` +
          'Stop it first, or choose another LOADOUT_HOME, PORT and WORKER_PORT.',
      )
    }
    await sleep(50)
  }
}

function readRun(file: string): Run | undefined {
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  if (!parseRecord(text)) return undefined
  const run: Run = JSON.parse(text)
  return { ...run, processes: (run.processes ?? []).filter(isAlive) }
}
