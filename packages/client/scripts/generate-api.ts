import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { appRouter, eventSchemaOf } from '@loadout/api'
import { ERRORS } from '@loadout/core'
import { printApi } from './print-api.ts'
import { proceduresOf } from './procedures.ts'

export const API_FILE = fileURLToPath(new URL('../src/generated/api.ts', import.meta.url))

/** The formatted text of the committed API file, as the contracts have it now. */
export function generateApi(): string {
  const biome = fileURLToPath(
    new URL('../../../node_modules/@biomejs/biome/bin/biome', import.meta.url),
  )
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${API_FILE}`], {
    input: printApi(proceduresOf(appRouter, eventSchemaOf), ERRORS),
    encoding: 'utf8',
  })
}

if (import.meta.main) writeFileSync(API_FILE, generateApi())
