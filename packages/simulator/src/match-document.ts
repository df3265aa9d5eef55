import { randomUuid } from './identifiers.ts'
import type { MatchContext } from './match-context.ts'
import type { MatchCourse } from './match-course.ts'
import type { RoundTeam } from './modes.ts'
import type { SimulatedPlayer } from './population.ts'
import type { Prng } from './prng.ts'
import type {
  RiotAbilityCasts,
  RiotCoach,
  RiotMatchDocument,
  RiotMatchInfo,
  RiotPlayer,
  RiotTeam,
} from './riot-document.ts'
import type { Seat } from './roster.ts'

const AFK_CHANCE = 0.01
const TEAMS: readonly RoundTeam[] = ['Red', 'Blue']

export interface MatchHeader {
  readonly matchId: string
  readonly region: string
  readonly startedAt: number
  readonly queueId: string
  readonly gameMode: string
  readonly provisioningFlowId: string
  /** Null for an aborted match. */
  readonly lengthMs: number | null
}

/** The match's head data. Only competitive matches are ranked. */
export function writeMatchInfo(
  { map, release }: Pick<MatchContext, 'map' | 'release'>,
  header: MatchHeader,
): RiotMatchInfo {
  return {
    matchId: header.matchId,
    mapId: map.assetPath,
    gameVersion: release.gameVersion,
    gameLengthMillis: header.lengthMs,
    region: header.region,
    gameStartMillis: header.startedAt,
    provisioningFlowId: header.provisioningFlowId,
    isCompleted: header.lengthMs !== null,
    customGameName: '',
    queueId: header.queueId,
    gameMode: header.gameMode,
    isRanked: header.queueId === 'competitive',
    seasonId: release.actId,
    premierMatchInfo: {},
  }
}

/** A finished match of attack and defence rounds; `audience` are observers and a coach of a custom game. */
export function writeMatch(
  context: MatchContext,
  course: MatchCourse,
  header: Omit<MatchHeader, 'lengthMs'>,
): RiotMatchDocument {
  const parties = header.queueId === '' ? randomUuid(context.prng) : null
  const players = context.seats.map((seat) => ({
    ...writePlayer(context, seat),
    ...(parties !== null && { partyId: parties }),
    stats: { ...seatStats(context.prng, seat, course) },
  }))
  return {
    matchInfo: writeMatchInfo(context, { ...header, lengthMs: course.lengthMs }),
    players: context.prng.shuffled(players),
    coaches: [],
    teams: TEAMS.map((team) => writeTeam(team, course)),
    roundResults: course.rounds,
  }
}

/** An aborted match knows its players but has no statistics, teams or rounds. */
export function writeAborted(
  context: MatchContext,
  header: Omit<MatchHeader, 'lengthMs'>,
): RiotMatchDocument {
  return {
    matchInfo: writeMatchInfo(context, { ...header, lengthMs: null }),
    players: context.seats.map((seat) => writePlayer(context, seat)),
    coaches: [],
    teams: null,
    roundResults: null,
  }
}

/** Adds the people of a tournament lobby who do not play: they have no agent and no statistics. */
export function withAudience(
  document: RiotMatchDocument,
  {
    observers,
    coach,
  }: { observers: readonly SimulatedPlayer[]; coach: SimulatedPlayer | undefined },
): RiotMatchDocument {
  const partyId = document.players[0]?.partyId ?? ''
  const coaches: RiotCoach[] = coach === undefined ? [] : [{ puuid: coach.puuid, teamId: 'Red' }]
  const audience = observers.map(
    (player): RiotPlayer => ({
      ...identityOf(player, { teamId: 'Neutral', partyId }),
      characterId: null,
      stats: null,
      competitiveTier: 0,
      isObserver: true,
      ...cosmeticsOf(player),
    }),
  )
  return { ...document, players: [...document.players, ...audience], coaches }
}

export function identityOf(
  player: SimulatedPlayer,
  { teamId, partyId }: { teamId: string; partyId: string },
) {
  return {
    puuid: player.puuid,
    gameName: player.gameName,
    tagLine: player.tagLine,
    teamId,
    partyId,
  }
}

export function cosmeticsOf(player: SimulatedPlayer) {
  return { playerCard: player.card, playerTitle: player.title, accountLevel: player.accountLevel }
}

/** Casts are totals without events, so they are drawn by rounds played; null when nothing was recorded. */
export function drawCasts(prng: Prng, rounds: number): RiotAbilityCasts | null {
  if (prng.chance(AFK_CHANCE)) return null
  const about = (perRound: number) => Math.round(rounds * perRound * (0.5 + prng.float()))
  return {
    grenadeCasts: about(0.45),
    ability1Casts: about(0.4),
    ability2Casts: about(0.75),
    ultimateCasts: about(0.11),
  }
}

function writePlayer({ mode }: MatchContext, seat: Seat): RiotPlayer {
  return {
    ...identityOf(seat.player, { teamId: seat.team, partyId: seat.partyId }),
    characterId: seat.agent.id,
    stats: null,
    competitiveTier: mode.queueId === 'competitive' ? seat.player.tier : 0,
    isObserver: false,
    ...cosmeticsOf(seat.player),
  }
}

function seatStats(prng: Prng, { tally }: Seat, course: MatchCourse) {
  return {
    score: tally.score,
    roundsPlayed: course.roundsPlayed,
    kills: tally.kills,
    deaths: tally.deaths,
    assists: tally.assists,
    playtimeMillis: course.lengthMs,
    abilityCasts: drawCasts(prng, course.roundsPlayed),
  }
}

function writeTeam(team: RoundTeam, course: MatchCourse): RiotTeam {
  return {
    teamId: team,
    won: course.winner === team,
    roundsPlayed: course.rounds.length,
    roundsWon: course.rounds.filter((round) => round.winningTeam === team).length,
    numPoints: course.points[team],
  }
}
