import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What these texts and files, or all files below these folders, are: the same as long as nothing changes. */
export function fingerprint(root: string, of: FingerprintOf): string {
  const hash = createHash('sha256').update(JSON.stringify(of))
  for (const file of of.paths.flatMap((path) => filesBelow(join(root, path)))) {
    hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

export interface FingerprintOf {
  /** From the root. Tests in them do not count. */
  readonly paths: readonly string[]
  readonly texts: readonly string[]
}

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
