import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * A process by pid and start time. The start time (clock ticks since boot on Linux, a date elsewhere) tells the
 * process that was recorded from a later one that was given the same pid.
 * @typedef {{ readonly pid: number, readonly startTime: string }} ProcessRecord
 */

/**
 * The record of a live process; undefined when there is none (a zombie counts as none).
 * @param {number} pid
 * @returns {ProcessRecord | undefined}
 */
export function identify(pid) {
  try {
    const startTime =
      process.platform === 'linux'
        ? startTimeOfStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
        : execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return startTime ? { pid, startTime } : undefined
  } catch {
    return undefined
  }
}

/**
 * True while the very process that was recorded still runs.
 * @param {ProcessRecord} record
 */
export function isAlive(record) {
  return identify(record.pid)?.startTime === record.startTime
}

/**
 * Field 22 of `/proc/<pid>/stat`; undefined for a zombie. The command (field 2) may hold spaces and brackets.
 * @param {string} stat
 */
export function startTimeOfStat(stat) {
  const fromState = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const state = fromState[0]
  return state === 'Z' || state === 'X' ? undefined : fromState[22 - 3]
}
