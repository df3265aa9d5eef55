import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What a file says, for its owner alone; where it says nothing, or there is none, what `make` makes from now on. */
export async function keptSecret(
  file: string,
  make: () => string | Promise<string>,
): Promise<string> {
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (kept !== '') return kept
  const secret = await make()
  await keepSecret(file, secret)
  return secret
}

/** Whoever reads the file finds the old secret or this one, never a part of it. */
export async function keepSecret(file: string, secret: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.tmp`
  await writeFile(draft, `${secret}\n`, { mode: 0o600 })
  await rename(draft, file)
}
