import type { DocumentRound, Team, Winner } from '../match-document.ts'
import { roundsWon } from './assemble-match.ts'
import type { Cursor, JsonObject } from './cursor.ts'
import { normaliseTeam } from './normalise.ts'

/** What a document says of Red or Blue. */
export interface TeamEntry {
  readonly index: number
  readonly won: boolean
  /** Rounds won by play (`roundsWon` is 13 for the winner of a surrender); null when not stated. */
  readonly points: number | null
}

export type TeamEntries = Readonly<Record<Team, TeamEntry>>

/** Reads Red and Blue; both must be there once. Other teams (deathmatch's one per player) are ignored. */
export function readTeams(
  value: unknown,
  keys: { readonly id: string; readonly points: string | null },
  at: Cursor,
): TeamEntries {
  const found: { [T in Team]?: TeamEntry } = {}
  let index = -1
  at.each(value, 'teams', {
    visit: (entry) => {
      index += 1
      const team = normaliseTeam(entry[keys.id])
      if (team === null) return
      if (found[team]) at.fail('INCONSISTENT_DOCUMENT', keys.id, 'The team is listed twice')
      const points = keys.points === null ? null : at.count(entry[keys.points], keys.points)
      found[team] = { index, won: readWon(entry, at), points }
    },
    context: undefined,
  })
  const { red, blue } = found
  if (!red || !blue) return at.fail('INCONSISTENT_DOCUMENT', 'teams', 'Red or Blue is missing')
  return { red, blue }
}

/** One team won, or none: a draw is a result of its own. */
export function winnerOf(teams: TeamEntries, at: Cursor): Winner {
  const { red, blue } = teams
  if (red.won && blue.won) at.fail('INCONSISTENT_DOCUMENT', 'teams', 'Both teams have won')
  if (red.won) return 'red'
  return blue.won ? 'blue' : 'draw'
}

/** The points a document states must be the rounds its teams won. */
export function requireSamePoints(
  teams: TeamEntries,
  rounds: readonly DocumentRound[],
  { at, key }: { readonly at: Cursor; readonly key: string },
): void {
  for (const team of ['red', 'blue'] as const) {
    const { index, points } = teams[team]
    const won = roundsWon(rounds, team)
    if (points === null || points === won) continue
    at.enter('teams')
    at.enter(index)
    at.fail('INCONSISTENT_DOCUMENT', key, `${points} points, but ${won} rounds won`)
  }
}

function readWon(entry: JsonObject, at: Cursor): boolean {
  if (typeof entry.won === 'boolean') return entry.won
  const code = entry.won === undefined ? 'MISSING_FIELD' : 'INVALID_FIELD'
  return at.fail(code, 'won', 'Expected true or false')
}
