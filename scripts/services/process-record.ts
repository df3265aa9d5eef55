import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseRecord } from '../boot/lock.mjs'
import { isAlive, type ProcessRecord } from '../boot/process-identity.mjs'
import { writePrivateFile } from './files.ts'

/** One step of stopping: the signal to send, then how long to wait for the exit, in milliseconds. */
export type StopStep = { readonly signal: NodeJS.Signals; readonly waitMs: number }

/** Signals in turn: the first gets nearly the whole time, the harder ones after it half a second each. */
export function stopSteps(signals: readonly NodeJS.Signals[], withinMs = 5_000): StopStep[] {
  const harder = 500 * (signals.length - 1)
  const graceful = Math.max(withinMs - harder, 500)
  return signals.map((signal, index) => ({ signal, waitMs: index === 0 ? graceful : 500 }))
}

/** The command line of a process, arguments joined by spaces; empty when there is no such process. */
export function commandLine(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

/** Sends each signal in turn until the recorded process is gone. Never signals another process with its pid. */
export async function stopProcess(
  record: ProcessRecord,
  steps: readonly StopStep[],
): Promise<void> {
  for (const { signal, waitMs } of steps) {
    if (!isAlive(record)) return
    signalQuietly(record.pid, signal)
    if (await waitUntilGone(record, waitMs)) return
  }
}

/** Waits for the recorded process to end; false when `waitMs` passed first. */
export async function waitUntilGone(record: ProcessRecord, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs
  while (isAlive(record)) {
    if (performance.now() > deadline) return false
    await sleep(20)
  }
  return true
}

/** Keeps the record of a service beside its data, so that a later start finds an orphan. */
export function saveRecord(file: string, record: ProcessRecord): void {
  writePrivateFile(file, JSON.stringify(record))
}

/** The recorded process, when the file is there, readable, and its process still runs. */
export function loadLiveRecord(file: string): ProcessRecord | undefined {
  if (!existsSync(file)) return undefined
  const record = parseRecord(readFileSync(file, 'utf8'))
  return record && isAlive(record) ? record : undefined
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the check and the signal.
  }
}
