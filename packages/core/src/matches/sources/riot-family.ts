import type { DocumentRound, ParseOutcome } from '../match-document.ts'
import { assembleMatch } from './assemble-match.ts'
import { AMOUNT_MAX, type Cursor, isObject, type JsonObject } from './cursor.ts'
import { exclusionByQueue } from './exclusion.ts'
import { dialectOf, type RiotDialect } from './riot-dialect.ts'
import { readMatchHead } from './riot-head.ts'
import { readRoster } from './riot-players.ts'
import { readRounds } from './riot-rounds.ts'
import type { Roster } from './roster.ts'
import type { ParseTools, SourceAdapter } from './source-adapter.ts'
import { readTeams, requireSamePoints, winnerOf } from './teams.ts'

/** VAL-MATCH-V1 or the game-client API, which are one format in two dialects. */
export function riotSource(dialect: RiotDialect): SourceAdapter {
  return {
    name: dialect.source,
    detect: (raw) =>
      isObject(raw) && dialectOf(raw) === dialect.source ? { root: raw, path: [] } : null,
    parse: (root, tools) => parseRiot(root, { ...tools, dialect }),
  }
}

function parseRiot(
  root: JsonObject,
  tools: ParseTools & { readonly dialect: RiotDialect },
): ParseOutcome {
  const { dialect, content, at } = tools
  const head = readMatchHead(root, tools)
  if (isAborted(root, at)) return { kind: 'excluded', reason: 'aborted', matchId: head.id }
  const reason = exclusionByQueue(head.queue, content)
  if (reason !== null) return { kind: 'excluded', reason, matchId: head.id }
  const teams = readTeams(root.teams, { id: 'teamId', points: 'numPoints' }, at)
  const { roster, roundsPlayed } = readRoster(root, tools, content.tierSchemeOf(head.act))
  if (!roster.isComplete()) {
    return { kind: 'excluded', reason: 'too-few-players', matchId: head.id }
  }
  const rounds = readRounds(root, { dialect, roster, at })
  const winner = winnerOf(teams, at)
  requireSamePoints(teams, rounds, { at, key: 'numPoints' })
  const spent = sumSpent(rounds, roster, at)
  const parts = { head, roster, spent, rounds, roundsPlayed, winner, roundsKey: 'roundResults' }
  return { kind: 'match', match: assembleMatch(parts, tools) }
}

/** Remade and crashed games keep their players but have no teams, no rounds or no statistics. */
function isAborted(root: JsonObject, at: Cursor): boolean {
  if (root.teams === undefined) at.fail('MISSING_FIELD', 'teams', 'Expected a list')
  if (root.roundResults === undefined) at.fail('MISSING_FIELD', 'roundResults', 'Expected a list')
  if (root.teams === null || root.roundResults === null) return true
  let players = 0
  let withoutStats = 0
  at.each(root.players, 'players', {
    visit: (player) => {
      players += 1
      if (player.stats === null) withoutStats += 1
    },
    context: undefined,
  })
  return players > 0 && players === withoutStats
}

function sumSpent(rounds: readonly DocumentRound[], roster: Roster, at: Cursor): (number | null)[] {
  const sums = roster.players.map((): number | null => null)
  for (const round of rounds) {
    for (const { player, spent } of round.players) {
      if (spent !== null) sums[player] = (sums[player] ?? 0) + spent
    }
  }
  if (sums.some((sum) => sum !== null && sum > AMOUNT_MAX)) {
    at.fail('INVALID_FIELD', 'roundResults', 'The credits spent by a player do not fit')
  }
  return sums
}
