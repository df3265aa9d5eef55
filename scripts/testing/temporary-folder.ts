import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder for one test, removed when it is done. The folder has mode 0700. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loadout-unit-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
