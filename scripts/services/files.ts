import { randomBytes } from 'node:crypto'
import { existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Writes a file that only its owner may read, in one step: a reader sees the old or the new content. */
export function writePrivateFile(file: string, content: string): void {
  const draft = `${file}.${process.pid}.tmp`
  writeFileSync(draft, content, { mode: 0o600 })
  renameSync(draft, file)
}

/** The secret kept in a file (mode 0600); made from 24 random bytes when the file is missing. */
export function secretFile(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = randomBytes(24).toString('base64url')
  writePrivateFile(file, `${secret}\n`)
  return secret
}

/** The last lines of a log; empty when there is no such file. */
export function tail(file: string, lines = 15): string {
  if (!existsSync(file)) return ''
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
}

/** Opens a fresh log for appending; the log of the run before stays beside it as `.1`. */
export function openFreshLog(file: string): number {
  if (existsSync(file)) renameSync(file, `${file}.1`)
  return openSync(file, 'a')
}
