import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseRecord } from '../../../../scripts/boot/lock.mjs'
import { isAlive, type ProcessRecord } from '../../../../scripts/boot/process-identity.mjs'

/** `reaper-process.ts <folder>`: at the end of its input, ends the processes named on it, one a line. */
const [folder] = process.argv.slice(2)
const watched: ProcessRecord[] = []

for await (const line of createInterface({ input: process.stdin })) {
  const record = parseRecord(line)
  if (record !== undefined) watched.push(record)
}
// A killed PostgreSQL takes its backends with it: they notice within a moment.
for (const record of watched) if (isAlive(record)) process.kill(record.pid, 'SIGKILL')
if (folder !== undefined)
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
