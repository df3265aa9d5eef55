import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Ctx } from '@loadout/core'
import { importFiles } from '@loadout/core/imports'
import { fileSource } from '@loadout/infra'

/** Real samples beside the checkout. They are not part of the project: tests skip without them. */
const FOLDER = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))

export const haveRealData = ['atelier/heads2021', 'games'].every((name) =>
  existsSync(join(FOLDER, name)),
)
if (!haveRealData) {
  process.stderr.write('../shared/data is not there: real files are not imported\n')
}

/** A file of the samples, by its path in their folder. */
export const realFile = (path: string) => join(FOLDER, path)

/** Imports these files of the samples. */
export async function importReal(ctx: Ctx, paths: readonly string[]) {
  const sources = await Promise.all(paths.map((path) => fileSource(realFile(path))))
  const { runs, skipped } = await importFiles(ctx, { sources, kind: null })
  if (skipped.length > 0) throw new Error(`of no kind: ${skipped.join(', ')}`)
  return runs
}

/** Imports all files of a folder of the samples, those of folders in it left out. */
export async function importRealFolder(
  ctx: Ctx,
  folder: 'atelier' | 'atelier/heads2021' | 'games',
) {
  const names = (await readdir(realFile(folder))).filter((file) => /\.(?:csv|ndjson)$/.test(file))
  return importReal(
    ctx,
    names.map((name) => join(folder, name)),
  )
}
