import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Real match documents beside the checkout. They are not part of the project: tests skip without them. */
const FOLDER = fileURLToPath(new URL('../../../../shared/data/matches/', import.meta.url))

export const haveRealDocuments = existsSync(FOLDER)
export const WITHOUT_REAL_DOCUMENTS = '../shared/data/matches is not there: nothing to compare with'

export interface RealDocument {
  readonly source: 'riot' | 'riot-client' | 'henrik-v4'
  readonly name: string
  readonly text: string
}

const SOURCES = { official: 'riot', client: 'riot-client', 'henrik-v4': 'henrik-v4' } as const

export function realDocuments(): readonly RealDocument[] {
  if (!haveRealDocuments) return []
  return Object.entries(SOURCES).flatMap(([folder, source]) =>
    readdirSync(join(FOLDER, folder))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({
        source,
        name: `${folder}/${name}`,
        text: readFileSync(join(FOLDER, folder, name), 'utf8'),
      })),
  )
}
