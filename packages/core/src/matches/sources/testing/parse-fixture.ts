import type { MatchDocument, ParseOutcome } from '../../match-document.ts'
import { parseDocument } from '../parse-document.ts'
import { game } from '../valorant.ts'
import { type DocumentSpec, type RoundSpec, riotDocument } from './riot-fixture.ts'

/** Parses a raw document that must be a match. */
export function parseMatch(raw: unknown): MatchDocument {
  const outcome = parseDocument('auto', raw, game)
  if (outcome.kind !== 'match') throw new Error(`Not a match: ${JSON.stringify(outcome)}`)
  return outcome.match
}

/** The match of a hand-made official document with these rounds. */
export function matchOf(rounds: RoundSpec[], spec: DocumentSpec = {}): MatchDocument {
  return parseMatch(riotDocument({ ...spec, rounds }))
}

/** What a parse refused, short enough to compare: `CODE /pointer`, else the kind. */
export function verdict(outcome: ParseOutcome): string {
  if (outcome.kind === 'invalid') return `${outcome.code} ${outcome.pointer}`
  return outcome.kind === 'excluded' ? `excluded ${outcome.reason}` : 'match'
}
