import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { MatchDocument } from '../../match-document.ts'
import { parseDocument } from '../parse-document.ts'
import { game } from '../valorant.ts'

// Beside the repository, not in it: these are other people's matches.
const FOLDER = new URL('../../../../../../../shared/data/matches/', import.meta.url)

const SOURCE_OF_FOLDER = {
  official: 'riot',
  client: 'riot-client',
  'henrik-v4': 'henrik-v4',
} as const

export interface RealDocument {
  readonly name: string
  readonly source: string
  readonly text: string
}

/** Why a suite of real matches is skipped, or null when they are there. */
export const realMatchesMissing = existsSync(FOLDER)
  ? null
  : `skipped: no real matches in ${fileURLToPath(FOLDER)}`

export const realDocuments: readonly RealDocument[] = realMatchesMissing
  ? []
  : Object.entries(SOURCE_OF_FOLDER).flatMap(([folder, source]) =>
      readdirSync(new URL(folder, FOLDER))
        .filter((file) => file.endsWith('.json'))
        .map((file) => ({
          name: `${folder}/${file}`,
          source,
          text: readFileSync(new URL(`${folder}/${file}`, FOLDER), 'utf8'),
        })),
    )

export interface RealMatch {
  readonly name: string
  readonly match: MatchDocument
  readonly raw: unknown
}

/** The real documents that count as matches. */
export const realMatches: readonly RealMatch[] = realDocuments.flatMap(({ name, text }) => {
  const raw: unknown = JSON.parse(text)
  const outcome = parseDocument('auto', raw, game)
  return outcome.kind === 'match' ? [{ name, match: outcome.match, raw }] : []
})
