import { describe, expect, it } from 'vitest'
import type { RiotMatchDocument, RiotPlayer, RiotRound } from './riot-document.ts'
import { createSimulator } from './simulator.ts'

/**
 * Recomputes from the events of some hundred documents what the documents themselves claim, with rules
 * written here from the specification and not shared with the code under test.
 */
const COUNT = 400
const simulator = createSimulator({ seed: 'consistency', intervalMs: 20 * 3_600_000 })
const documents = Array.from({ length: COUNT }, (_, index) => ({
  kind: simulator.kindAt(index),
  document: simulator.at(index),
}))
const finished = documents.filter(({ document }) => document.roundResults !== null)
const twoTeams = finished
  .filter(({ kind }) => kind !== 'deathmatch')
  .map(({ document }) => document)

const HALVES: Readonly<Record<string, number>> = { swiftplay: 4, spikerush: 3 }

function attackers(document: RiotMatchDocument, round: number): 'Red' | 'Blue' {
  const half = HALVES[document.matchInfo.queueId] ?? 12
  if (round >= 2 * half) return round % 2 === 0 ? 'Red' : 'Blue'
  return round < half ? 'Red' : 'Blue'
}

function playing(document: RiotMatchDocument): RiotPlayer[] {
  return document.players.filter((player) => player.stats !== null)
}

function playedRounds(document: RiotMatchDocument): RiotRound[] {
  return (document.roundResults ?? []).filter((round) => round.roundResultCode !== 'Surrendered')
}

function allKills(document: RiotMatchDocument) {
  return (document.roundResults ?? []).flatMap((round) =>
    round.playerStats.flatMap((player) => player.kills),
  )
}

/** A kill of oneself is not one; a death by the spike or a fall, which have no item, is not one either. */
function countedTotals(document: RiotMatchDocument, puuid: string) {
  const kills = allKills(document)
  const deaths = kills.filter(({ victim }) => victim === puuid)
  return {
    kills: kills.filter(({ killer, victim }) => killer === puuid && victim !== puuid).length,
    deaths: deaths.filter(
      ({ killer, finishingDamage }) => killer !== puuid || finishingDamage.damageItem,
    ).length,
    assists: kills.filter(({ assistants }) => assistants.includes(puuid)).length,
  }
}

function teamsByPuuid(document: RiotMatchDocument): Map<string, string> {
  return new Map(document.players.map((player) => [player.puuid, player.teamId]))
}

describe('player totals', () => {
  it('equal the kills, deaths and assists of the rounds', () => {
    for (const { document } of finished) {
      for (const { puuid, stats } of playing(document)) {
        expect(stats).toMatchObject(countedTotals(document, puuid))
      }
    }
  })

  it('have self kills of both sorts, and assists to them', () => {
    const selfKills = finished
      .flatMap(({ document }) => allKills(document))
      .filter(({ killer, victim }) => killer === victim)
    const types = new Set(selfKills.map(({ finishingDamage }) => finishingDamage.damageType))
    expect(types).toEqual(new Set(['Ability', 'Bomb']))
    expect(selfKills.some(({ assistants }) => assistants.length > 0)).toBe(true)
  })

  it('equal the sum of the round scores', () => {
    for (const document of twoTeams) {
      for (const { puuid, stats } of playing(document)) {
        const scores = (document.roundResults ?? []).flatMap((round) =>
          round.playerStats
            .filter((player) => player.puuid === puuid)
            .map((player) => player.score),
        )
        expect(stats?.score).toBe(scores.reduce((sum, score) => sum + score, 0))
      }
    }
  })

  it('count the rounds played: all of them, and the broken-off one of a surrender', () => {
    for (const document of twoTeams) {
      const surrendered = document.roundResults?.some(
        (round) => round.roundResultCode === 'Surrendered',
      )
      const expected = playedRounds(document).length + (surrendered ? 1 : 0)
      for (const { stats } of playing(document)) {
        expect(stats?.roundsPlayed).toBe(expected)
        expect(stats?.playtimeMillis).toBe(document.matchInfo.gameLengthMillis)
      }
    }
  })

  it('have plausible averages', () => {
    const players = twoTeams.flatMap(playing)
    const sum = (value: (player: RiotPlayer) => number) =>
      players.reduce((total, player) => total + value(player), 0)
    const rounds = sum((player) => player.stats?.roundsPlayed ?? 0)
    const acs = sum((player) => player.stats?.score ?? 0) / rounds
    const kpr = sum((player) => player.stats?.kills ?? 0) / rounds
    expect(acs).toBeGreaterThan(170)
    expect(acs).toBeLessThan(240)
    expect(kpr).toBeGreaterThan(0.6)
    expect(kpr).toBeLessThan(0.8)
  })
})

describe('teams', () => {
  it('equal the rounds: won by play in numPoints, awarded ones in roundsWon', () => {
    for (const document of twoTeams) {
      for (const team of document.teams ?? []) {
        const won = (rounds: readonly RiotRound[]) =>
          rounds.filter((round) => round.winningTeam === team.teamId).length
        expect(team.numPoints).toBe(won(playedRounds(document)))
        expect(team.roundsWon).toBe(won(document.roundResults ?? []))
        expect(team.roundsPlayed).toBe(document.roundResults?.length)
      }
    }
  })

  it('have one winner who has more rounds', () => {
    const decided = finished.filter(({ kind }) => kind !== 'deathmatch' && kind !== 'draw')
    for (const { document } of decided) {
      const winners = (document.teams ?? []).filter((team) => team.won)
      expect(winners).toHaveLength(1)
      const best = Math.max(...(document.teams ?? []).map((team) => team.roundsWon))
      expect(winners[0]?.roundsWon).toBe(best)
    }
  })

  it('have no winner in a draw', () => {
    const draws = finished.filter(({ kind }) => kind === 'draw').map(({ document }) => document)
    expect(draws.length).toBeGreaterThan(0)
    for (const { teams } of draws) {
      expect(teams?.map((team) => [team.won, team.roundsWon])).toEqual([
        [false, 13],
        [false, 13],
      ])
    }
  })

  it('reach the score of the mode', () => {
    const goals: Readonly<Record<string, number>> = { swiftplay: 5, spikerush: 4 }
    for (const document of twoTeams) {
      const best = Math.max(...(document.teams ?? []).map((team) => team.roundsWon))
      expect(best).toBeGreaterThanOrEqual(goals[document.matchInfo.queueId] ?? 13)
    }
  })

  it('have five players each and no agent twice', () => {
    for (const document of twoTeams) {
      for (const team of ['Red', 'Blue']) {
        const agents = document.players
          .filter((player) => player.teamId === team)
          .map((player) => player.characterId)
        expect(agents).toHaveLength(5)
        expect(new Set(agents).size).toBe(5)
      }
    }
  })
})

describe('rounds', () => {
  it('are numbered without a gap and list everybody who plays', () => {
    for (const { document } of finished) {
      const puuids = playing(document)
        .map((player) => player.puuid)
        .sort()
      for (const [index, round] of (document.roundResults ?? []).entries()) {
        expect(round.roundNum).toBe(index)
        expect(round.playerStats.map((player) => player.puuid).sort()).toEqual(puuids)
      }
    }
  })

  it('have the planter on the attacking and the defuser on the defending team', () => {
    const roles = twoTeams.flatMap((document) => {
      const teamOf = teamsByPuuid(document)
      return playedRounds(document).map(({ roundNum, bombPlanter, bombDefuser }) => ({
        attacking: attackers(document, roundNum),
        planters: bombPlanter === null ? undefined : teamOf.get(bombPlanter),
        defusers: bombDefuser === null ? undefined : teamOf.get(bombDefuser),
      }))
    })
    expect(roles.filter(({ planters }) => planters !== undefined).length).toBeGreaterThan(1_000)
    for (const { attacking, planters, defusers } of roles) {
      expect(planters ?? attacking).toBe(attacking)
      expect(defusers).not.toBe(attacking)
    }
  })

  it('say when and where the spike was planted exactly when it was', () => {
    for (const round of twoTeams.flatMap(playedRounds)) {
      const planted = round.bombPlanter !== null
      expect(round.plantSite !== '').toBe(planted)
      expect(round.plantRoundTime > 0).toBe(planted)
      expect(round.plantPlayerLocations !== null).toBe(planted)
      expect(round.defuseRoundTime > 0).toBe(round.roundResultCode === 'Defuse')
    }
  })

  it('state the winners’ role in newer releases, and state it right', () => {
    const stated = twoTeams.flatMap((document) =>
      playedRounds(document).map((round) => ({
        role: round.winningTeamRole,
        expected:
          round.winningTeam === attackers(document, round.roundNum) ? 'Attacker' : 'Defender',
      })),
    )
    expect(stated.some(({ role }) => role === undefined)).toBe(true)
    for (const { role, expected } of stated) if (role !== undefined) expect(role).toBe(expected)
  })

  it('are won by elimination when a side is down, counting revivals', () => {
    for (const document of twoTeams) {
      const teamOf = teamsByPuuid(document)
      for (const round of playedRounds(document).filter(
        (played) => played.roundResultCode === 'Elimination',
      )) {
        const kills = round.playerStats
          .flatMap((player) => player.kills)
          .sort((a, b) => a.timeSinceRoundStartMillis - b.timeSinceRoundStartMillis)
        const standing = new Set(
          kills.at(-1)?.playerLocations.map(({ puuid }) => teamOf.get(puuid)),
        )
        expect(standing).toEqual(new Set([round.winningTeam]))
      }
    }
  })

  it('have revivals, so that a player can kill or a team can lose more than five', () => {
    const deaths = twoTeams.flatMap((document) => {
      const teamOf = teamsByPuuid(document)
      return playedRounds(document).map((round) => {
        const victims = round.playerStats.flatMap((player) =>
          player.kills.map((kill) => teamOf.get(kill.victim)),
        )
        return Math.max(
          ...['Red', 'Blue'].map((team) => victims.filter((victim) => victim === team).length),
        )
      })
    })
    expect(Math.max(...deaths)).toBe(6)
  })

  it('put the kills of a player under that player, and everybody alive around the victim', () => {
    for (const document of twoTeams.slice(0, 60)) {
      for (const player of playedRounds(document).flatMap((round) => round.playerStats)) {
        for (const kill of player.kills) {
          expect(kill.killer).toBe(player.puuid)
          const around = kill.playerLocations.map(({ puuid }) => puuid)
          expect(around).not.toContain(kill.victim)
          expect(new Set(around).size).toBe(around.length)
        }
      }
    }
  })

  it('spend no more than a purse holds', () => {
    const economies = twoTeams.flatMap((document) =>
      playedRounds(document).flatMap((round) => round.playerStats.map((player) => player.economy)),
    )
    for (const { remaining, spent } of economies) {
      expect(remaining).toBeGreaterThanOrEqual(0)
      expect(spent).toBeGreaterThanOrEqual(0)
      expect(remaining + spent).toBeLessThanOrEqual(9_000)
    }
  })

  it('leave surrendered rounds empty', () => {
    const fillers = twoTeams.flatMap((document) =>
      (document.roundResults ?? []).filter((round) => round.roundResultCode === 'Surrendered'),
    )
    expect(fillers.length).toBeGreaterThan(0)
    for (const player of fillers.flatMap((round) => round.playerStats)) {
      expect(player).toMatchObject({ kills: [], damage: [], score: 0, economy: { spent: 0 } })
    }
  })
})
