import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AtelierFileName } from './atelier-files.ts'
import type { Expectation } from './expectation.ts'
import { type GenerateOptions, generateAtelier } from './generate-atelier.ts'

export interface WriteOptions extends GenerateOptions {
  /** Folder that gets the files; made when it is missing. */
  readonly dir: string
  readonly signal?: AbortSignal
  readonly onFile?: (name: AtelierFileName, expectation: Expectation) => void
}

export type Expectations = Readonly<Record<AtelierFileName, Expectation>>

/** Beside the files: what must become of each. */
export const EXPECTED_FILE = 'expected.json'

/**
 * Writes the files, and `expected.json` when all of them are whole. Memory grows with the scale by some bytes
 * per parent row, never with the size of the text.
 */
export async function writeAtelier(options: WriteOptions): Promise<Expectations> {
  const { dir, seed, scale, signal, onFile } = options
  await mkdir(dir, { recursive: true })
  const all: Partial<Record<AtelierFileName, Expectation>> = {}
  let handle: Awaited<ReturnType<typeof open>> | null = null
  try {
    for (const { name, text, expectation } of generateAtelier(options)) {
      signal?.throwIfAborted()
      handle ??= await open(join(dir, `${name}.csv`), 'w')
      await handle.writeFile(text)
      if (expectation === null) continue
      await handle.close()
      handle = null
      all[name] = expectation
      onFile?.(name, expectation)
    }
  } finally {
    await handle?.close()
  }
  const files = all as Expectations
  await writeFile(join(dir, EXPECTED_FILE), `${JSON.stringify({ seed, scale, files }, null, 2)}\n`)
  return files
}
