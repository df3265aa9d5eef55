import type {
  RiotKill,
  RiotMatchDocument,
  RiotPlayer,
  RiotRound,
  RiotRoundPlayer,
} from '@loadout/simulator'

/** The document in the format of one source after another, by its position. */
export function inTurn(document: RiotMatchDocument, position: number): object {
  const formats = [asIs, asIs, toClient, toHenrik]
  return (formats[position % formats.length] ?? asIs)(document)
}

function asIs(document: RiotMatchDocument): object {
  return document
}

/** As the game client has it: other names, and a server instead of a region. */
function toClient(document: RiotMatchDocument): object {
  const { region, ...matchInfo } = document.matchInfo
  const gameLoopZone = `aresriot.aws-usw2-prod.na-glz-${region}-1`
  const renamed = JSON.stringify({ ...document, matchInfo: { ...matchInfo, gameLoopZone } })
    .replaceAll('"puuid":', '"subject":')
    .replaceAll('"queueId":', '"queueID":')
    .replaceAll('"timeSinceRoundStartMillis":', '"roundTime":')
  return JSON.parse(renamed)
}

/** As HenrikDev's API has it: people and content are objects, kills one list beside the rounds. */
function toHenrik({ matchInfo, players, teams, roundResults }: RiotMatchDocument): object {
  const data = {
    metadata: {
      match_id: matchInfo.matchId,
      map: { id: matchInfo.mapId, name: '' },
      game_version: matchInfo.gameVersion,
      started_at: new Date(matchInfo.gameStartMillis).toISOString(),
      queue: { id: matchInfo.queueId === '' ? 'custom' : matchInfo.queueId },
      season: { id: matchInfo.seasonId },
      region: matchInfo.region,
    },
    // Observers are listed elsewhere there.
    players: players.filter(({ isObserver }) => !isObserver).map(toHenrikPlayer),
    teams: teams?.map(({ teamId, won }) => ({ team_id: teamId, won })) ?? null,
    rounds: roundResults?.map(toHenrikRound) ?? null,
    kills: (roundResults ?? []).flatMap(({ roundNum, playerStats }) =>
      playerStats.flatMap(({ kills }) => kills.map((kill) => toHenrikKill(kill, roundNum))),
    ),
  }
  return { status: 200, data }
}

const person = (puuid: string) => ({ puuid, name: 'somebody', tag: '1' })
const thing = (id: string | null) => (id === null || id === '' ? null : { id, name: '' })

function toHenrikPlayer(player: RiotPlayer, index: number) {
  const { abilityCasts: casts, roundsPlayed: _, ...stats } = player.stats ?? {}
  return {
    puuid: player.puuid,
    ...{ name: player.gameName, tag: player.tagLine, team_id: player.teamId },
    agent: thing(player.characterId),
    tier: { id: player.competitiveTier, name: '' },
    stats: player.stats && stats,
    ability_casts: casts && {
      grenade: casts.grenadeCasts,
      ability1: casts.ability1Casts,
      ability2: casts.ability2Casts,
      ultimate: casts.ultimateCasts,
    },
    // What was spent is not by round there: any number will do, and none.
    economy: index === 0 ? null : { spent: { overall: 1_000 * index } },
  }
}

function toHenrikRound(round: RiotRound) {
  const { bombPlanter, bombDefuser } = round
  return {
    id: round.roundNum,
    result: round.roundResultCode,
    ceremony: round.roundCeremony,
    winning_team: round.winningTeam,
    plant: bombPlanter && {
      player: person(bombPlanter),
      round_time_in_ms: round.plantRoundTime,
      site: round.plantSite,
    },
    defuse: bombDefuser && {
      player: person(bombDefuser),
      round_time_in_ms: round.defuseRoundTime,
    },
    stats: round.playerStats.map(toHenrikSeat),
  }
}

function toHenrikSeat({ puuid, score, economy, damage }: RiotRoundPlayer) {
  return {
    player: person(puuid),
    stats: { score },
    economy: { loadout_value: economy.loadoutValue, weapon: thing(economy.weapon), armor: null },
    damage_events: damage.map(({ receiver, ...hit }) => ({ player: person(receiver), ...hit })),
  }
}

function toHenrikKill(kill: RiotKill, round: number) {
  return {
    round,
    time_in_round_in_ms: kill.timeSinceRoundStartMillis,
    ...{ killer: person(kill.killer), victim: person(kill.victim) },
    assistants: kill.assistants.map(person),
    weapon: thing(kill.finishingDamage.damageItem),
  }
}
