import type { RawDocument } from './riot-fixture.ts'

type Json = Record<string, unknown>

/** The same match as the game-client API writes it. */
export function toClient(document: RawDocument): Json {
  const { matchInfo, players, roundResults } = structuredClone(document)
  const { queueId, region: _region, ...info } = matchInfo
  return {
    ...structuredClone(document),
    matchInfo: {
      ...info,
      queueID: queueId,
      gamePodId: 'aresriot.aws-chi1-prod.na-gp-chicago-1',
      gameLoopZone: 'aresriot.aws-usw2-prod.na-glz-na-1',
    },
    players: players.map(({ puuid, ...player }) => ({ subject: puuid, ...player })),
    roundResults: roundResults.map((round) => ({
      ...round,
      playerStats: round.playerStats.map(({ puuid, kills, ...entry }) => ({
        subject: puuid,
        ...entry,
        kills: kills.map(({ timeSinceRoundStartMillis, ...kill }) => ({
          roundTime: timeSinceRoundStartMillis,
          ...kill,
        })),
      })),
    })),
  }
}

/** The same match as the unofficial API writes it, version 4. */
export function toHenrik(document: RawDocument): Json {
  const { matchInfo, players, teams, roundResults } = structuredClone(document)
  return {
    metadata: {
      match_id: matchInfo.matchId,
      map: { id: '2C9D57EC-4431-9C5E-2939-8F9EF6DD5CBA', name: 'Bind' },
      game_version: matchInfo.gameVersion,
      game_length_in_ms: matchInfo.gameLengthMillis,
      started_at: new Date(Number(matchInfo.gameStartMillis)).toISOString(),
      queue: { id: matchInfo.queueId === '' ? 'custom' : matchInfo.queueId },
      season: { id: matchInfo.seasonId },
      region: 'na',
    },
    players: players.map((player) => ({
      puuid: player.puuid,
      name: player.gameName,
      tag: player.tagLine,
      team_id: player.teamId,
      agent: { id: player.characterId },
      tier: { id: player.competitiveTier },
      stats: player.stats,
      ability_casts: { grenade: 1, ability1: 2, ability2: 3, ultimate: 4 },
      economy: { spent: { overall: 2_900 * roundResults.length } },
    })),
    teams: teams.map((team) => ({ team_id: team.teamId, won: team.won })),
    rounds: roundResults.map(henrikRound),
    kills: roundResults.flatMap((round) =>
      round.playerStats.flatMap(({ kills }) =>
        kills.map((kill) => henrikKill(kill, round.roundNum)),
      ),
    ),
  }
}

function henrikRound(round: RawDocument['roundResults'][number]): Json {
  const at = (player: unknown, time: unknown) =>
    player === null ? null : { player: { puuid: player }, round_time_in_ms: time }
  const plant = at(round.bombPlanter, round.plantRoundTime)
  return {
    id: round.roundNum,
    result: round.roundResultCode,
    ceremony: round.roundCeremony,
    winning_team: round.winningTeam,
    plant: plant && { ...plant, site: round.plantSite },
    defuse: at(round.bombDefuser, round.defuseRoundTime),
    stats: round.playerStats.map((entry) => ({
      player: { puuid: entry.puuid },
      stats: { score: entry.score },
      economy: {
        loadout_value: entry.economy?.loadoutValue,
        weapon: { id: entry.economy?.weapon },
        armor: null,
      },
      damage_events: entry.damage.map(({ receiver, ...hit }) => ({
        player: { puuid: receiver },
        ...hit,
      })),
    })),
  }
}

function henrikKill(kill: Json, round: unknown): Json {
  const finish = kill.finishingDamage
  const item = typeof finish === 'object' ? Reflect.get(Object(finish), 'damageItem') : null
  return {
    round,
    time_in_round_in_ms: kill.timeSinceRoundStartMillis,
    killer: { puuid: kill.killer },
    victim: { puuid: kill.victim },
    assistants: [kill.assistants].flat().map((puuid) => ({ puuid })),
    weapon: item === '' ? null : { id: item },
  }
}
