import { AGENTS } from '@loadout/core/content'
import type { DamageBook } from './damage.ts'
import { randomUuid } from './identifiers.ts'
import type { MatchContext } from './match-context.ts'
import {
  cosmeticsOf,
  drawCasts,
  identityOf,
  type MatchHeader,
  writeMatchInfo,
} from './match-document.ts'
import { DEATHMATCH_MODE } from './modes.ts'
import type { SimulatedPlayer } from './population.ts'
import type { Prng } from './prng.ts'
import type {
  RiotKill,
  RiotMatchDocument,
  RiotPlayer,
  RiotRound,
  RiotRoundPlayer,
  RiotTeam,
} from './riot-document.ts'
import { NO_ABILITY, NO_ECONOMY, NO_SPIKE, writeDamage } from './round-document.ts'

export interface DeathmatchInput extends Pick<MatchContext, 'map' | 'release' | 'compact'> {
  readonly header: Pick<MatchHeader, 'matchId' | 'region' | 'startedAt'>
}

/** One player of a deathmatch; the totals grow while it is played. */
export interface Duelist {
  readonly player: SimulatedPlayer
  readonly kills: RiotKill[]
  deaths: number
  assists: number
}

/** A deathmatch that was played to its end. */
export interface DeathmatchCourse {
  readonly duelists: readonly Duelist[]
  readonly damage: DamageBook
  readonly lengthMs: number
}

const KILL_POINTS = 150

/** One round, each player a team, no economy and no round score. The first with the most kills has won. */
export function writeDeathmatch(
  prng: Prng,
  input: DeathmatchInput,
  course: DeathmatchCourse,
): RiotMatchDocument {
  const { duelists, lengthMs } = course
  const best = Math.max(...duelists.map((duelist) => duelist.kills.length))
  const winner = duelists.find((duelist) => duelist.kills.length === best)?.player.puuid ?? ''
  const header = {
    ...input.header,
    queueId: 'deathmatch',
    gameMode: DEATHMATCH_MODE,
    provisioningFlowId: 'Matchmaking',
    lengthMs,
  }
  return {
    matchInfo: writeMatchInfo(input, header),
    players: duelists.map((_, index) => writeDuelist(prng, course, index)),
    coaches: [],
    teams: duelists.map((duelist) => writeTeam(duelist, winner)),
    roundResults: [writeRound(course, winner, input.compact)],
  }
}

function writeRound(
  { duelists, damage }: DeathmatchCourse,
  winner: string,
  compact: boolean,
): RiotRound {
  return {
    roundNum: 0,
    roundResult: 'Eliminated',
    roundCeremony: '',
    winningTeam: winner,
    ...NO_SPIKE,
    playerStats: duelists.map(
      ({ player, kills }, index): RiotRoundPlayer => ({
        puuid: player.puuid,
        kills,
        damage: writeDamage(duelists, damage, index),
        score: 0,
        economy: NO_ECONOMY,
        ...(!compact && { ability: NO_ABILITY }),
      }),
    ),
    roundResultCode: 'Elimination',
  }
}

function writeDuelist(prng: Prng, course: DeathmatchCourse, index: number): RiotPlayer {
  const duelist = course.duelists[index]
  if (duelist === undefined) throw new RangeError(`no duelist ${index}`)
  const { player, kills, deaths, assists } = duelist
  return {
    ...identityOf(player, { teamId: player.puuid, partyId: randomUuid(prng) }),
    characterId: prng.pick(AGENTS).id,
    stats: {
      score: kills.length * KILL_POINTS + dealtBy(course.damage, index),
      roundsPlayed: 1,
      kills: kills.length,
      deaths,
      assists,
      playtimeMillis: course.lengthMs,
      abilityCasts: drawCasts(prng, 0),
    },
    competitiveTier: 0,
    isObserver: false,
    ...cosmeticsOf(player),
  }
}

function writeTeam({ player, kills }: Duelist, winner: string): RiotTeam {
  const won = player.puuid === winner
  return {
    teamId: player.puuid,
    won,
    roundsPlayed: 1,
    roundsWon: won ? 1 : 0,
    numPoints: kills.length,
  }
}

function dealtBy(damage: DamageBook, dealer: number): number {
  let sum = 0
  for (const hits of damage.of(dealer).values()) sum += hits.damage
  return sum
}
