import {
  getMatch,
  killMatrix,
  listMatches,
  matchEconomy,
  matchesContract,
  matchPagesContract,
  matchTimeline,
} from '@loadout/core/matches'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { simulated, texts } from '../support/simulated.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'

let harness: Harness
let ids: readonly string[]

beforeAll(async () => {
  harness = await createHarness()
  const mix = { competitive: 3, swiftplay: 1, surrender: 1, draw: 1 }
  await harness.ingest(texts(simulated('match pages', 12, mix)))
  const { items } = await listMatches(
    harness.ctx,
    matchesContract.listMatchesInput.parse({ limit: 100 }),
  )
  ids = items.map(({ id }) => id)
})
afterAll(() => harness.close())

const { killMatrixInput, matchTimelineInput } = matchPagesContract
const detail = (matchId: string) => getMatch(harness.ctx, { matchId })
const timeline = (input: object) => matchTimeline(harness.ctx, matchTimelineInput.parse(input))
const matrix = (input: object) => killMatrix(harness.ctx, killMatrixInput.parse(input))
const economy = (matchId: string) => matchEconomy(harness.ctx, { matchId })

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const plus = (a: readonly number[][], b: readonly number[][]) =>
  a.map((row, i) => row.map((amount, j) => amount + (b[i]?.[j] ?? 0)))

describe('the pages of a match', () => {
  it('keep the promise of their contracts', async () => {
    for (const matchId of ids) {
      const page = await timeline({ matchId })
      expect(matchPagesContract.matchTimelineOutput.parse(page)).toEqual(page)
      const kills = await matrix({ matchId })
      expect(matchPagesContract.killMatrixOutput.parse(kills)).toEqual(kills)
      const money = await economy(matchId)
      expect(matchPagesContract.matchEconomyOutput.parse(money)).toEqual(money)
    }
  })

  it('list the players in the order of the match itself', async () => {
    for (const matchId of ids) {
      const { players } = await detail(matchId)
      const expected = players.map(({ puuid, team, agent }) => ({ puuid, team, agent }))
      expect((await timeline({ matchId })).players).toEqual(expected)
      expect((await matrix({ matchId })).players).toEqual(expected)
      expect((await economy(matchId)).players).toMatchObject(expected)
    }
  })

  it('say which match there is not', async () => {
    for (const read of [timeline, matrix, () => economy(NOBODY)]) {
      await expect(read({ matchId: NOBODY })).rejects.toMatchObject({
        code: 'MATCH_NOT_FOUND',
        fields: [{ pointer: '/matchId' }],
      })
    }
  })

  it('refuse a round that the match does not have', async () => {
    const [matchId = ''] = ids
    const refused = (pointer: string) => ({ code: 'BAD_INPUT', fields: [{ pointer }] })
    await expect(timeline({ matchId, round: 99 })).rejects.toMatchObject(refused('/round'))
    await expect(matrix({ matchId, fromRound: 99 })).rejects.toMatchObject(refused('/fromRound'))
    await expect(matrix({ matchId, toRound: 99 })).rejects.toMatchObject(refused('/toRound'))
    expect(killMatrixInput.safeParse({ matchId, fromRound: 5, toRound: 4 }).success).toBe(false)
  })
})

describe('matches.timeline', () => {
  it('ends with the score that the match has', async () => {
    for (const matchId of ids) {
      const { match } = await detail(matchId)
      const { rounds } = await timeline({ matchId })
      expect(rounds).toHaveLength(match.rounds)
      expect(rounds.at(-1)?.score).toEqual({ red: match.redScore, blue: match.blueScore })
    }
  })

  it('tells of each player what the match counts', async () => {
    for (const matchId of ids) {
      const { players } = await detail(matchId)
      const { rounds } = await timeline({ matchId })
      const events = rounds.flatMap((round) => round.events)
      const kills = events.filter((event) => event.type === 'kill')
      const clutches = rounds.flatMap((round) => round.clutches)
      players.forEach((player, index) => {
        const mine = kills.filter(({ killer, teamKill }) => killer === index && !teamKill)
        expect(mine).toHaveLength(player.kills)
        expect(mine.filter(({ firstBlood }) => firstBlood)).toHaveLength(player.firstBloods)
        const tries = clutches.filter((clutch) => clutch.player === index)
        expect(tries).toHaveLength(sum(player.clutches.attempts))
        expect(tries.filter(({ won }) => won)).toHaveLength(sum(player.clutches.wins))
        const multikills = rounds.flatMap((round) => round.multikills)
        const { k2, k3, k4, k5 } = player.multikills
        expect(multikills.filter((row) => row.player === index)).toHaveLength(k2 + k3 + k4 + k5)
      })
    }
  })

  it('names the weapons', async () => {
    const [matchId = ''] = ids
    const events = (await timeline({ matchId })).rounds.flatMap((round) => round.events)
    const weapons = events.flatMap((event) => ('weapon' in event ? [event.weapon] : []))
    expect(weapons.some((weapon) => weapon?.name === 'Vandal' && weapon.kind === 'rifle')).toBe(
      true,
    )
  })

  it('gives one round as it is among all of them', async () => {
    const [matchId = ''] = ids
    const { rounds } = await timeline({ matchId })
    expect((await timeline({ matchId, round: 3 })).rounds).toEqual([rounds[3]])
  })
})

describe('matches.killMatrix', () => {
  it('has rows that sum to what the players did', async () => {
    for (const matchId of ids) {
      const { players } = await detail(matchId)
      const { kills, damage, firstBloods } = await matrix({ matchId })
      expect(kills.map(sum)).toEqual(players.map((player) => player.kills))
      expect(damage.map(sum)).toEqual(players.map((player) => player.damage))
      expect(firstBloods.map(sum)).toEqual(players.map((player) => player.firstBloods))
    }
  })

  it('has columns that sum to the deaths, less those that are nobody’s kill', async () => {
    for (const matchId of ids) {
      const { players } = await detail(matchId)
      const { kills, teamKills, selfKills } = await matrix({ matchId })
      const apart = [
        ...teamKills.map(({ victim }) => victim),
        ...selfKills.filter(({ isDeath }) => isDeath).map(({ player }) => player),
      ]
      players.forEach(({ deaths }, index) => {
        const killed = sum(kills.map((row) => row[index] ?? 0))
        expect(killed + apart.filter((victim) => victim === index).length).toBe(deaths)
      })
    }
  })

  it('adds up over ranges of rounds, and over sides', async () => {
    for (const matchId of ids) {
      const all = await matrix({ matchId })
      const parts = [
        [await matrix({ matchId, toRound: 2 }), await matrix({ matchId, fromRound: 3 })],
        [await matrix({ matchId, side: 'attack' }), await matrix({ matchId, side: 'defence' })],
      ] as const
      for (const [one, other] of parts) {
        for (const name of ['kills', 'firstBloods', 'trades', 'damage'] as const) {
          expect(plus(one[name], other[name])).toEqual(all[name])
        }
      }
    }
  })
})

describe('matches.economy', () => {
  it('adds up from players to teams, and from rounds to the match', async () => {
    for (const matchId of ids) {
      const { players: counted } = await detail(matchId)
      const { players, teams, rounds } = await economy(matchId)
      expect(players.map(({ damage }) => damage)).toEqual(counted.map(({ damage }) => damage))
      for (const team of ['red', 'blue'] as const) {
        const spent = players.filter((one) => one.team === team).map((one) => one.spent ?? 0)
        expect(teams[team].spent).toBe(sum(spent))
        expect(sum(rounds.map((round) => round.teams[team].spent ?? 0))).toBe(sum(spent))
      }
    }
  })

  it('rates damage by thousand credits', async () => {
    const [matchId = ''] = ids
    for (const { damage, spent, econRating } of (await economy(matchId)).players) {
      expect(econRating).toBeCloseTo((1_000 * damage) / (spent ?? 0), 9)
    }
  })

  it('counts each round once among the buys of a team', async () => {
    for (const matchId of ids) {
      const { teams, rounds } = await economy(matchId)
      const won = rounds.filter(({ winner, attacker }) => winner === 'red' && attacker !== null)
      const played = rounds.filter(({ attacker }) => attacker !== null)
      const rates = teams.red.buys.map(({ winRate }) => winRate)
      expect(sum(rates.map(({ n }) => n))).toBe(played.length)
      expect(sum(rates.map(({ n, value }) => n * value))).toBeCloseTo(won.length, 9)
    }
  })
})
