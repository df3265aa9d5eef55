import type { TierScheme } from '../../stats/content/index.ts'
import type { DocumentRound, ParseOutcome } from '../match-document.ts'
import { assembleMatch, type MatchHead } from './assemble-match.ts'
import { type Cursor, isObject, type JsonObject } from './cursor.ts'
import { exclusionByQueue } from './exclusion.ts'
import { readId } from './henrik-fields.ts'
import { readHenrikRoster } from './henrik-players.ts'
import { readHenrikRounds } from './henrik-rounds.ts'
import {
  QUEUE_MAX_LENGTH,
  readDuration,
  readMap,
  readStart,
  VERSION_MAX_LENGTH,
} from './match-head.ts'
import { normalisePatch } from './normalise.ts'
import type { ParseTools, SourceAdapter } from './source-adapter.ts'
import { readTeams, winnerOf } from './teams.ts'

/** The unofficial HenrikDev API, version 4; as it answers (`{ status, data }`) or the match alone. */
export const henrikSource: SourceAdapter = {
  name: 'henrik-v4',
  detect(raw) {
    if (!isObject(raw)) return null
    if ('status' in raw && isObject(raw.data)) {
      return 'metadata' in raw.data ? { root: raw.data, path: ['data'] } : null
    }
    return isObject(raw.metadata) && !isObject(raw.matchInfo) ? { root: raw, path: [] } : null
  },
  parse: parseHenrik,
}

function parseHenrik(root: JsonObject, tools: ParseTools): ParseOutcome {
  const { content, at } = tools
  const head = readHead(root, tools)
  const excluded = (reason: 'aborted' | 'too-few-players') =>
    ({ kind: 'excluded', reason, matchId: head.id }) as const
  if (isAborted(root, at)) return excluded('aborted')
  const reason = exclusionByQueue(head.queue, content)
  if (reason !== null) return { kind: 'excluded', reason, matchId: head.id }
  const teams = readTeams(root.teams, { id: 'team_id', points: null }, at)
  const scheme: TierScheme = content.tierSchemeOf(head.act)
  const roundsPlayed = countRoundsPlayed(root, at)
  const { roster, spent } = readHenrikRoster(root, { at, scheme, roundsPlayed })
  if (!roster.isComplete()) return excluded('too-few-players')
  const rounds: readonly DocumentRound[] = readHenrikRounds(root, { at, roster })
  const winner = winnerOf(teams, at)
  const parts = { head, roster, spent, rounds, roundsPlayed, winner, roundsKey: 'rounds' }
  return { kind: 'match', match: assembleMatch(parts, tools) }
}

function readHead(root: JsonObject, tools: ParseTools): MatchHead {
  const { at } = tools
  const metadata = at.object(root.metadata, 'metadata')
  at.enter('metadata')
  const head = {
    id: at.uuid(metadata.match_id, 'match_id'),
    source: henrikSource.name,
    queue: readQueue(metadata, at),
    map: readMapId(metadata, tools),
    patch: normalisePatch(
      at.nullableText(metadata.game_version, 'game_version', VERSION_MAX_LENGTH),
    ),
    act: readId(metadata.season, 'season', at),
    region: at.contentId(metadata.region, 'region'),
    startedAt: readStart(parseTime(metadata.started_at), 'started_at', at),
    durationMs: readDuration(metadata.game_length_in_ms, 'game_length_in_ms', at),
  } as const
  at.leave()
  return head
}

/** The API names the empty queue of customs `custom`. */
function readQueue(metadata: JsonObject, at: Cursor): string {
  if (metadata.queue === undefined) at.fail('MISSING_FIELD', 'queue', 'Expected a queue')
  const value = at.nullableObject(metadata.queue, 'queue')
  at.enter('queue')
  const queue = (at.nullableText(value?.id, 'id', QUEUE_MAX_LENGTH) ?? '').toLowerCase()
  at.leave()
  return queue === 'custom' ? '' : queue
}

function readMapId(metadata: JsonObject, tools: ParseTools): string {
  const map = tools.at.object(metadata.map, 'map')
  tools.at.enter('map')
  const id = readMap(map.id, 'id', tools)
  tools.at.leave()
  return id
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/

/** ISO 8601 to Unix milliseconds; anything else is passed on for the caller to refuse. */
function parseTime(value: unknown): unknown {
  return typeof value === 'string' && ISO_TIME.test(value) ? Date.parse(value) : value
}

function isAborted(root: JsonObject, at: Cursor): boolean {
  if (root.teams === undefined) at.fail('MISSING_FIELD', 'teams', 'Expected a list')
  if (root.rounds === undefined) at.fail('MISSING_FIELD', 'rounds', 'Expected a list')
  return root.teams === null || root.rounds === null
}

/**
 * This source has no count of rounds played. In the others it is, after a surrender, the decided rounds
 * plus the one in which the vote passed; without one, all rounds.
 */
function countRoundsPlayed(root: JsonObject, at: Cursor): number {
  let decided = 0
  let surrendered = 0
  at.each(root.rounds, 'rounds', {
    visit: (round) => {
      if (round.result === 'Surrendered') surrendered = 1
      else decided += 1
    },
    context: undefined,
  })
  return decided + surrendered
}
