import { createContentLookup } from '../../../stats/content/index.ts'
import type { MatchDocument } from '../../match-document.ts'
import { roundAttacker } from '../../measures/round-attacker.ts'
import { TRADE_WINDOW_MS } from '../../measures/trades.ts'
import { matchOf } from '../../sources/testing/parse-fixture.ts'
import { realMatches } from '../../sources/testing/real-matches.ts'
import type { DocumentSpec, RoundSpec } from '../../sources/testing/riot-fixture.ts'
import type { StoredMatch } from '../stored-match.ts'

export const content = createContentLookup()

/** A match as it is read back from storage. */
export function storedOf(match: MatchDocument): StoredMatch {
  const rounds = match.rounds.map((round) => ({ ...round, attacker: roundAttacker(match, round) }))
  return { ...match, rounds, tradeWindowMs: TRADE_WINDOW_MS }
}

/** The stored match of a hand-made document with these rounds. */
export function storedMatchOf(rounds: RoundSpec[], spec: DocumentSpec = {}): StoredMatch {
  return storedOf(matchOf(rounds, spec))
}

export const realStored: readonly { readonly name: string; readonly match: StoredMatch }[] =
  realMatches.map(({ name, match }) => ({ name, match: storedOf(match) }))
