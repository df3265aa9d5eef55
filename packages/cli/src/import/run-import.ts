import { setTimeout as sleep } from 'node:timers/promises'
import { isAppError } from '@loadout/core'
import { type ImportRun, importFile } from './import-file.ts'
import type { MatchFile } from './match-file.ts'

/** Files at once: hides the commits of small files behind the parsing of others; memory grows with it. */
const LANES = 4

/** How often a server may say "later" to one file. */
const MAX_WAITS = 10

/** Takes in all files, several at a time. Throws the first failure that is not one file's own. */
export async function runImport(run: ImportRun, files: readonly MatchFile[]): Promise<void> {
  const waiting = [...files]
  const failed = new AbortController()
  const stopped = AbortSignal.any([run.signal, failed.signal])
  const lane = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      if (stopped.aborted) return
      await importPatiently({ ...run, signal: stopped }, file)
    }
  }
  const lanes = Array.from({ length: LANES }, lane)
  for (const one of lanes) one.catch(() => failed.abort())
  await Promise.allSettled(lanes)
  await Promise.all(lanes)
}

/** Waits as long as the server asks for when it is busy. */
async function importPatiently(run: ImportRun, file: MatchFile): Promise<void> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await importFile(run, file)
    } catch (error) {
      if (!isAppError(error, 'RATE_LIMITED') || waits === MAX_WAITS) throw error
      await sleep((error.retryAfterSeconds ?? 1) * 1000)
    }
  }
}
