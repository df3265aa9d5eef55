import {
  assembleMatch,
  type Cursor,
  exclusionByQueue,
  isObject,
  type JsonObject,
  type MatchHead,
  type ParseTools,
  PlayerList,
  type Roster,
  type RosterPlayer,
  readDuration,
  readMap,
  readQueue,
  readStart,
  type SourceAdapter,
  type Team,
  type Winner,
} from '@loadout/core/sources'
import { readLanebreakRounds } from './read-rounds.ts'

export const lanebreakSource: SourceAdapter = {
  name: 'lanebreak',
  detect: (raw) => (isObject(raw) && raw.lanebreak === 3 ? { root: raw, path: [] } : null),
  parse(root, tools) {
    const { at, content } = tools
    const raw = at.object(root.head, 'head')
    const head = readHead(raw, tools)
    if (root.rounds === null) return { kind: 'excluded', reason: 'aborted', matchId: head.id }
    const reason = exclusionByQueue(head.queue, content)
    if (reason !== null) return { kind: 'excluded', reason, matchId: head.id }
    const teamOf = teamsBy(raw, at)
    const roundsPlayed = Array.isArray(root.rounds) ? root.rounds.length : 0
    const { roster, seats, spent } = readLineup(root, { at, teamOf, roundsPlayed })
    if (!roster.isComplete()) {
      return { kind: 'excluded', reason: 'too-few-players', matchId: head.id }
    }
    const rounds = readLanebreakRounds(root, { at, roster, seats, teamOf })
    const winner: Winner = teamOf(raw.winner) ?? 'draw'
    const parts = { head, roster, spent, rounds, roundsPlayed, winner, roundsKey: 'rounds' }
    return { kind: 'match', match: assembleMatch(parts, tools) }
  },
}

function readHead(head: JsonObject, tools: ParseTools): MatchHead {
  const { at } = tools
  at.enter('head')
  const read = {
    id: at.uuid(head.uid, 'uid'),
    source: lanebreakSource.name,
    queue: readQueue(head.mode, 'mode', at),
    map: readMap(head.arena, 'arena', tools),
    patch: at.text(head.build, 'build', 16).split('.').slice(0, 2).join('.'),
    act: at.contentId(head.season, 'season'),
    region: at.contentId(head.zone, 'zone'),
    startedAt: readStart(1_000 * at.amount(head.began, 'began'), 'began', at),
    durationMs: readDuration(1_000 * at.count(head.seconds, 'seconds'), 'seconds', at),
  }
  at.leave()
  return read
}

/** Red is the side that attacks first. */
function teamsBy({ opening }: JsonObject, at: Cursor): (side: unknown) => Team | null {
  if (opening !== 'amber' && opening !== 'jade') {
    at.enter('head')
    at.fail('INVALID_FIELD', 'opening', 'Expected amber or jade')
  }
  return (side) => {
    if (side !== 'amber' && side !== 'jade') return null
    return side === opening ? 'red' : 'blue'
  }
}

interface LineupTools {
  readonly at: Cursor
  readonly teamOf: (side: unknown) => Team | null
  readonly roundsPlayed: number
}

/** Who played, the account in every seat (spectators have one too), and what each player spent. */
function readLineup(
  root: JsonObject,
  tools: LineupTools,
): { readonly roster: Roster; readonly seats: readonly string[]; readonly spent: number[] } {
  const { at } = tools
  const seats: string[] = []
  const spent: number[] = []
  const list = new PlayerList(at, (seat, account) => {
    seats.push(account)
    const player = readPlayer(seat, account, tools)
    if (player !== null) spent.push(at.amount(at.object(seat.totals).spent, 'spent'))
    return player
  })
  at.each(root.lineup, 'lineup', {
    visit: (seat) => list.add(seat, 'account'),
    context: undefined,
  })
  return { roster: list.toRoster(), seats, spent }
}

function readPlayer(
  seat: JsonObject,
  puuid: string,
  { at, teamOf, roundsPlayed }: LineupTools,
): RosterPlayer | null {
  const team = teamOf(seat.side)
  if (team === null) return null
  const [name = '', tag = null] = at.text(seat.handle, 'handle', 64).split('#')
  const agent = at.contentId(seat.hero, 'hero')
  const tier = at.wholeNumber(seat.rank, 'rank', 3)
  const totals = at.object(seat.totals, 'totals')
  at.enter('totals')
  const stats = {
    score: at.amount(totals.points, 'points'),
    rounds: roundsPlayed,
    kills: at.count(totals.kos, 'kos'),
    deaths: at.count(totals.downs, 'downs'),
    assists: at.count(totals.helps, 'helps'),
  }
  at.leave()
  return { puuid, name, tag, team, agent, tier, stats, casts: null }
}
