import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isAlive } from './process-identity.mjs'

/** @typedef {import('./process-identity.mjs').ProcessRecord} ProcessRecord */

/**
 * Takes a lock file for a process. The file appears complete or not at all, and one whose process is gone
 * counts as free.
 * @template {ProcessRecord} R
 * @param {string} file
 * @param {R} owner the content; its pid and start time say how long the lock holds
 * @returns {ProcessRecord | undefined} the live holder, or undefined when the lock is now the owner's
 */
export function tryLock(file, owner) {
  const draft = `${file}.${owner.pid}`
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      if (succeeds(() => linkSync(draft, file))) return undefined
      const text = readText(file)
      const holder = parseRecord(text)
      if (holder && isAlive(holder)) return holder
      removeStale(file, text, owner.pid)
    }
    throw new Error(`${file} could not be locked; remove it when nothing uses it.`)
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Removes the stale lock that was read, never a fresh one that took its place meanwhile.
 * @param {string} file
 * @param {string} text
 * @param {number} pid
 */
function removeStale(file, text, pid) {
  const aside = `${file}.${pid}.stale`
  if (!succeeds(() => renameSync(file, aside))) return
  if (readText(aside) !== text) succeeds(() => linkSync(aside, file))
  rmSync(aside, { force: true })
}

/**
 * @param {string} text
 * @returns {ProcessRecord | undefined}
 */
export function parseRecord(text) {
  try {
    const record = JSON.parse(text)
    const valid = Number.isInteger(record?.pid) && typeof record.startTime === 'string'
    return valid ? record : undefined
  } catch {
    return undefined
  }
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** @param {() => void} action */
function succeeds(action) {
  try {
    action()
    return true
  } catch {
    return false
  }
}
